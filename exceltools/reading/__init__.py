"""Files in, raw workbooks out: found, judged by their bytes, and parsed by a supervised process of their own.

    sources, candidates             which files there are
    wrappings, archives, letters    the files that lie in others
    preflight, kinds, limits        what a file is, and whether it is safe to open
    outcomes, supervision, wire     a worker for every stream of files, replaced when it is lost
    worker, reader                  the worker: package, guard, primary and reserve reader, opendocument, assemble
    raw                             what is handed on

Nothing is imported here: the worker starts light.
"""
