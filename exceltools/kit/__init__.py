"""A name in, a plugin with a rule and its tests out; a plugin in, what its author should mend out.

scaffold, names   `exceltools plugins new`, and what follows from a name
check             `exceltools plugins check`
"""
