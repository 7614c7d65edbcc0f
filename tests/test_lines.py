"""Every key of a TOML file is found in its line."""

from questionnaires.lines import key_lines


def test_every_key_is_found_in_its_line():
    source = """\
# [not] = a table
a.b = 1
"quoted key" = \'it # is\'   # [x] = 1

list = [
  1, # one
  { c = "]", d = [
    2 ] },
]
[table."x.y"]
text = \"\"\"
[no] table
key = 1\"\"\"\"
after = \'\'\'
\'\'\'
[[rows]]
k = 1979-05-27T07:32:00Z
[[rows.cells]]
[[rows]]
[[rows.cells]]
[rows.cells.size]
w = 1.5
"""

    assert key_lines(source) == {
        ("a",): 2,
        ("a", "b"): 2,
        ("quoted key",): 3,
        ("list",): 5,
        ("list", 0): 6,
        ("list", 1): 7,
        ("list", 1, "c"): 7,
        ("list", 1, "d"): 7,
        ("list", 1, "d", 0): 8,
        ("table",): 10,
        ("table", "x.y"): 10,
        ("table", "x.y", "text"): 11,
        ("table", "x.y", "after"): 14,
        ("rows",): 16,
        ("rows", 0): 16,
        ("rows", 0, "k"): 17,
        ("rows", 0, "cells"): 18,
        ("rows", 0, "cells", 0): 18,
        ("rows", 1): 19,
        ("rows", 1, "cells"): 20,
        ("rows", 1, "cells", 0): 20,
        ("rows", 1, "cells", 0, "size"): 21,
        ("rows", 1, "cells", 0, "size", "w"): 22,
    }
