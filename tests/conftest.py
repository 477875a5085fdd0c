# Runs under the Python that has LibreOffice's `uno`, not under pytest's.
collect_ignore = ["office_person.py"]
