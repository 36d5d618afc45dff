"""What is underlined of a slip, which key or table it is told of, and what is read of the rest."""

from __future__ import annotations

from typing import Any

import pytest

from riskreg.finding import Spot
from riskreg.store.positions import locate
from riskreg.store.syntax import parse


def excerpts(text: str) -> list[str]:
    """Each slip as its code, its line, what is underlined there, and what it is told of."""
    lines = text.replace("\r", "").split("\n")
    found = []
    for slip in parse(text).slips:
        line, column, width = slip.spot.line, slip.spot.column, slip.spot.width
        shown = lines[line - 1][column - 1 : column - 1 + width]
        found.append(f"{slip.code} {line} <{shown}> {slip.address}".rstrip())
    return found


UNDERLINED: list[tuple[str, list[str]]] = [
    # Typographic quotes end where their partner stands before a delimiter, whatever is between
    ("m = { a = ‘Recruit, train’, b = 1 }", ["E110 1 <‘Recruit, train’> m.a"]),
    ("a = “, x”", ["E110 1 <“, x”> a"]),
    ("title = “Staff leave", ["E110 1 <“Staff leave> title"]),
    ("m = { a = “Staff, b = 1 }", ["E110 1 <“Staff> m.a"]),
    # Text without quotes, and pairs without a comma
    ("a = MAX", ["E107 1 <MAX> a"]),
    ("a = " + "x" * 1001, ["E107 1 <" + "x" * 1001 + "> a"]),
    ("m = { a = x b=, c = 1 }", ["E107 1 <x> m.a"]),
    # Strings
    ('title = "Project X', ['E108 1 <"Project X> title']),
    ("a = '''x''''''", ["E101 1 <'> a"]),
    ('a = "C:\\dir"', ["E101 1 <\\d> a"]),
    ('a = "say \\e and \\d"', ["E117 1 <\\e> a"]),
    ('"""a""" = 1', ['E115 1 <"""a""" = 1>']),
    # Brackets: in a list, the same slip with every item is one, and another slip is another
    ("ids = [x, y, 007, 008]", ["E107 1 <x> ids[1]", "E116 1 <007> ids[3]"]),
    ("ids = [[x], [y]]", ["E107 1 <x> ids[1][1]", "E107 1 <y> ids[2][1]"]),
    ("ids = [{ a = x }, { a = y }]", ["E107 1 <x> ids[1].a", "E107 1 <y> ids[2].a"]),
    ('ids = ["a" "b" "c" x]', ['E109 1 <"> ids']),
    ("a = [xyz, 1\x01 ]", ["E107 1 <xyz> a[1]", "E101 1 <\x01>"]),
    ("ids = [ # \x01\n 1,\n]", ["E101 1 <\x01>"]),
    # Commas
    ("m = { a = 1,, b = 2 }", ["E109 1 <,> m"]),
    ("m = { , a = 1 }", ["E109 1 <,> m"]),
    ("ids = [,1]", ["E109 1 <,> ids"]),
    ("m = { a = 1, }", ["E117 1 <,> m"]),
    ("m = { a = 1,}", ["E117 1 <,> m"]),
    ("ids = [[1] Xmas, 2]", ["E109 1 <X> ids"]),
    ('ids = ["a" "]', ['E109 1 <"> ids', 'E108 1 <"> ids[2]']),
    ('m = { a = "x" b = "y" }', ["E109 1 <b> m"]),
    ('m = { a = "x" b = ?, c = ? }', ["E109 1 <b> m", "E107 1 <?> m.b", "E107 1 <?> m.c"]),
    # Pairs of a table on one line
    ("m = { a = 1, b 2, c = ? }", ["E115 1 <b 2> m", "E107 1 <?> m.c"]),
    ("m = { a: 1, b = ? }", ["E115 1 <a: 1> m.a", "E107 1 <?> m.b"]),
    ("m = { a = , b = ? }", ["E115 1 <a> m.a", "E107 1 <?> m.b"]),
    ("m = { “a” = 1, b = ? }", ["E110 1 <“a” = 1> m", "E107 1 <?> m.b"]),
    ("m = { a.b = 1, a.b.c = 2 }", ["E104 1 <b> m.a.b"]),
    # Tables over several lines, from the outermost that no list holds
    ("m = { a = [ {\n b = 1 } ] }", ["E105 1 <{> m.a[1]"]),
    ("m = { a = { b = [\n1\n], c = {\n d = 1 } } }", ["E105 1 <{ a = { b = [> m"]),
    ("m = { a = 1, # why\n b = ? }", ["E105 1 <{ a = 1, # why> m", "E107 2 <?> m.b"]),
    ("m = { a = 1, b = 2\n}\nx = ?", ["E105 1 <{ a = 1, b = 2> m", "E107 3 <?> x"]),
    # What is not closed ends before the next statement, which is looked at by itself
    ("ids = [{ a = 1\nx = ?", ["E105 1 <{ a = 1> ids[1]", "E107 2 <?> x"]),
    ("ids = [{ a = ? }, 2\nx: 1", ["E109 1 <[{ a = ? }, 2> ids", "E107 1 <?> ids[1].a", "E115 2 <x: 1> x"]),
    ("ids = [1, [2, 3\nx = ?", ["E109 1 <[1, [2, 3> ids", "E107 2 <?> x"]),
    ("ids = [1, 2\n\n# why\nx = ?", ["E109 1 <[1, 2> ids", "E107 4 <?> x"]),
    ('ids = ["a"\n\n[risk.x]\ny = ?', ['E109 1 <["a"> ids', "E107 4 <?> risk.x.y"]),
    ("ids = [x,\n 1,\n 2\ny = ?", ["E109 1 <[x,> ids", "E107 1 <x> ids[1]", "E107 4 <?> y"]),
    ("ids = [[1\n 2],\n 3\ny = ?", ["E109 1 <[[1> ids", "E109 2 <2> ids[1]", "E107 4 <?> y"]),
    ("m = { a = 1,\n b = [2\n[x]\ny = ?", ["E105 1 <{ a = 1,> m", "E109 2 <[2> b", "E107 4 <?> x.y"]),
    ('ids = ["a" [1]\ny = ?', ['E109 1 <["a" [1]> ids', "E109 1 <[> ids", "E107 2 <?> y"]),
    # Brackets of the other kind
    ("m = [{ a = 1,\n b = 2 ]", ["E105 1 <{ a = 1,> m[1]"]),
    ("u = [{ a = 1 }, 2 }]", ["E109 1 <[{ a = 1 }, 2 }]> u"]),
    ("m = { a = [1, 2 }", ["E109 1 <[1, 2 }> m.a"]),
    ("m = { a = 1 ] }", ["E105 1 <{ a = 1 ] }> m"]),
    ("m = { a = 1 }}", ["E101 1 <}> m"]),
    # Headers
    ("[[matrix]] # why", ["E106 1 <[[matrix]]>"]),
    ("[[]", ["E106 1 <[[]>"]),
    ("x = 1\n[", ["E106 2 <[>"]),
    ("[[isa] e]  # why", ["E106 1 <[[isa] e]  # why>"]),
    ("[[a] b", ["E106 1 <[[a] b>"]),
    ("[" + "a." * 50 + "a]", ["E112 1 <[" + "a." * 50 + "a]>"]),
    ("a." * 50 + "a = 1", ["E112 1 <" + "a." * 50 + "a = 1> a"]),
    ("[[list]]\n[list.x]\n[list.x]\n[list.x.y]\na = ?", ["E103 3 <[list.x]> list.x"]),
    # Where a string ends that was not closed, or has a quote in it
    ('m = { a = "Project X }', ['E108 1 <"Project X> m.a']),
    ('title = "The "X" factor"', ['E108 1 <"The "X" factor"> title']),
    ('ids = ["The "X" factor", "b"]', ['E108 1 <"The "X" factor"> ids[1]']),
    ('a = "x", b = "y"', ['E101 1 <, b = "y"> a']),
    ('ids = ["a""b"]', ['E108 1 <"a""b"> ids[1]']),
    ("ids = ['a' 'b']", ["E109 1 <'> ids"]),
    ('ids = ["a"[1]]', ["E109 1 <[> ids"]),
    ('ids = ["a" {b = 1}]', ["E109 1 <{> ids"]),
    ('m = { a = "x" b = 1 }', ["E109 1 <b> m"]),
    ('m = { a = "x"b = 1 }', ["E109 1 <b> m"]),
    ('title = "a" b"', ['E108 1 <"a" b"> title']),
    ('title = "one\n  two"\nx = ?', ['E108 1 <"one> title', "E107 3 <?> x"]),
    ('title = "one\n"\nx = ?', ['E108 1 <"one> title', "E107 3 <?> x"]),
    ('title = "one\na = ? # "\nx = ?', ['E108 1 <"one> title', "E107 2 <?> a", "E107 3 <?> x"]),
    ('ids = ["The" Xmas rush", "b"]', ['E108 1 <"The" Xmas rush"> ids[1]']),
    ('ids = ["""abc', ['E108 1 <"""abc> ids[1]']),
    ('m = { a = """abc', ['E108 1 <"""abc> m.a']),
    ('ids = ["""a\nb = """two"""\ny = ?', ['E108 1 <"""a> ids[1]', "E107 3 <?> y"]),
    ('m = { a = """a\nb = """two"""\ny = ?', ['E108 1 <"""a> m.a', "E107 3 <?> y"]),
    ('a = "Yes", he said "no"', ['E108 1 <"Yes", he said "no"> a']),
    ('a = "x",b = "y"', ['E101 1 <,b = "y"> a']),
    ('title = "one\n# why\ntwo"\nx = ?', ['E108 1 <"one> title', 'E115 3 <two"> two', 'E108 3 <">', "E107 4 <?> x"]),
    ('title = "one\n\ntwo"\nx = ?', ['E108 1 <"one> title', 'E115 3 <two"> two', 'E108 3 <">', "E107 4 <?> x"]),
    ('title = "one\ntwo = "three"\nx = ?', ['E108 1 <"one> title', "E107 3 <?> x"]),
    ('title = "one\ntwo three "four"\nx = ?', ['E108 1 <"one> title', "E107 3 <?> x"]),
    ('title = "one\n[two]\nx = ?', ['E108 1 <"one> title', "E107 3 <?> two.x"]),
    ('title = "one\ndue date: "two"\nx = ?', ['E108 1 <"one> title', 'E115 2 <due date: "two">', "E107 3 <?> x"]),
    ("title = 'one\ntwo'\nx = ?", ["E108 1 <'one> title", "E107 3 <?> x"]),
    ('note = """one\nkey = 2\nb = """two"""\nx = ?', ['E108 1 <"""one> note', "E107 4 <?> x"]),
    ('note = """one\n\nsome words\nb = """two"""\nx = ?', ['E108 1 <"""one> note', "E107 5 <?> x"]),
    ('note = """one\nb = """two"""\nx = ?', ['E108 1 <"""one> note', "E107 3 <?> x"]),
    ("note = '''one\nb = '''two'''\nx = ?", ["E108 1 <'''one> note", "E107 3 <?> x"]),
    ('note = """one\n[risk.x]\nb = """two"""\nx = ?', ['E108 1 <"""one> note', "E107 4 <?> risk.x.x"]),
    ('note = """\nx = 1"""\ny = ?', ["E107 3 <?> y"]),
    ('note = """a\n5 b = """\ny = ?', ["E107 3 <?> y"]),
    ('m = { a = "“quoted” words", b = ? }', ["E107 1 <?> m.b"]),
    ('title = "Staff”, leave', ['E108 1 <"Staff”, leave> title']),
    ('ids = ["a, b”]', ['E110 1 <"a, b”> ids[1]']),
    ("a = \"x\" 'y'", ["E101 1 <'y'> a"]),
    ('a = "x"y"z"', ['E108 1 <"x"y"z"> a']),
    ('m = { a = "x"y", b = ? }', ['E108 1 <"x"y"> m.a', "E107 1 <?> m.b"]),
    ('m = { a = "x"y }', ["E109 1 <y> m"]),
    ('a = "x" = "y"', ['E108 1 <"x" = "y"> a']),
    ('a = "x\\" y', ['E108 1 <"x\\" y> a']),
    ('a = "x\\"', ['E108 1 <"x\\"> a']),
    ('x "a', ['E115 1 <x "a> x', 'E108 1 <"a>']),
    ('x "a"', ['E115 1 <x "a"> x']),
    ("x [1, 2] y", ["E115 1 <x [1, 2] y> x"]),
    ("x {a = 1}", ["E115 1 <x {a = 1}> x"]),
    ("x 'a' # c", ["E115 1 <x 'a' # c> x"]),
    ("x: [1,\n2]\ny = ?", ["E115 1 <x: [1,> x", "E107 3 <?> y"]),
    ("x y = [1,\n2]\ny = ?", ["E101 1 <x y = [1,>", "E107 3 <?> y"]),
    ("x = 1,\ny = ?", ["E101 1 <1,> x", "E107 2 <?> y"]),
    ('x = "a" ,  # c\ny = ?', ["E101 1 <,> x", "E107 2 <?> y"]),
    ('x = "a", y = 1', ["E101 1 <, y = 1> x"]),
    ('x = "a" \x01', ["E101 1 <\x01> x"]),
    ("x = [1]] \ny = ?", ["E101 1 <]> x", "E107 2 <?> y"]),
    ("x = {a = 1} }", ["E101 1 <}> x"]),
    ("x = [1] [2]", ["E101 1 <[2]> x"]),
    (".x = 1", ["E101 1 <.x = 1>"]),
    ("x. = 1", ["E101 1 <x. = 1>"]),
    ('x.."a" = 1', ['E101 1 <x.."a" = 1>']),
    ("x = = 2", ["E107 1 <= 2> x"]),
    ("x == 2", ["E107 1 <= 2> x"]),
    ("x := 2", ["E115 1 <x := 2> x"]),
    ('x : y = "z"', ['E115 1 <x : y = "z"> x']),
    ("“x” = [1,\n2]\ny = ?", ["E110 1 <“x” = [1,>", "E107 3 <?> y"]),
    ("} # c", ["E101 1 <} # c>"]),
    ("a.b]", ["E106 1 <a.b]>"]),
    ("a.b]]", ["E106 1 <a.b]]>"]),
    ("a.b] # c", ["E106 1 <a.b]>"]),
    ("a]b", ["E115 1 <a]b>"]),
    ("a b] # c", ["E115 1 <a b] # c>"]),
    ("x.y: {a = ?}", ["E115 1 <x.y: {a = ?}> x.y"]),
    ('"x: 1', ['E108 1 <"x: 1>']),
    ('"x" 5', ['E115 1 <"x" 5>']),
    ("'x' \"a\"", ["E115 1 <'x' \"a\"> x"]),
    ('"x\\q" = 1', ['E108 1 <"x\\q" = 1>']),
    ("x\x01y = 1", ["E101 1 <\x01>"]),
    ("x \x01", ["E101 1 <\x01>"]),
    ("5 = ?", ["E107 1 <?> 5"]),
    ('5a"b" = 1', ['E115 1 <5a"b" = 1> 5a']),
    ("- = ?", ["E107 1 <?> -"]),
    ('x = """a""" y', ["E101 1 <y> x"]),
    ('x = "a" # \x01', ["E101 1 <\x01>"]),
    ("x = [1] # \x01", ["E101 1 <\x01>"]),
    ("# \x01", ["E101 1 <\x01>"]),
    ('x = ["a",\n"b"] extra\ny = ?', ["E101 2 <extra> x", "E107 3 <?> y"]),
    ("x [1, ?]\ny = ?", ["E115 1 <x [1, ?]> x", "E107 2 <?> y"]),
    ("x [1,\n?]\ny = ?", ["E115 1 <x [1,> x", "E107 3 <?> y"]),
    ('x "a\\q"', ['E115 1 <x "a\\q"> x', "E101 1 <\\q>"]),
    ('x "a = b"', ['E115 1 <x "a = b"> x']),
    ("x.[a] = 1", ["E101 1 <x.[a] = 1>"]),
    ('a "b" = 1', ['E115 1 <a "b" = 1> a']),
    ("x = 'a' ,#", ["E101 1 <,> x"]),
    ('title = "a ‘turned” word" # x', []),
    ("a = 'x' # '", []),
    ("x = {a=1}#b", []),
    # Lists and tables within each other
    ("m = { a = [1, 2, b = 3 }\ny = ?", ["E109 1 <[1, 2, b = 3 }> m.a", "E107 1 <b = 3> m.a[3]", "E107 2 <?> y"]),
    ("m = { a = { b = 1, c = 2 }\ny = ?", ["E105 1 <{ a = { b = 1, c = 2 }> m", "E107 2 <?> y"]),
    ("m = { a = { b = 1 ], c = ? }", ["E105 1 <{ b = 1 ], c = ? }> m.a", "E107 1 <?> m.c"]),
    ("m = [[1, 2}, ?]", ["E109 1 <[1, 2}, ?]> m[1]"]),
    ("m = [{ a = 1 ], ?]", ["E105 1 <{ a = 1 ], ?]> m[1]", "E101 1 <, ?]> m"]),
    ("m = [1, { a = [2 }, ?]", ["E109 1 <[2 }, ?]> m[2].a", "E107 1 <?> m[3]"]),
    ("m = [1 2 3, ?]", ["E107 1 <1 2 3> m[1]"]),
    ("m = [1, 2,\n  3 4,\n  ? ]", ["E107 2 <3 4> m[3]"]),
    ("m = { a = 1 b = 2 c = ? }", ["E109 1 <b> m", "E109 1 <c> m", "E107 1 <?> m.c"]),
    ("m = { a = 1, , b = ? }", ["E109 1 <,> m", "E107 1 <?> m.b"]),
    ("m = { a = 1, b }", ["E115 1 <b> m"]),
    ("m = { a = 1, = 2, b = ? }", ["E115 1 <= 2> m", "E107 1 <?> m.b"]),
    ("m = { a = [1,, 2], b = ? }", ["E109 1 <,> m.a", "E107 1 <?> m.b"]),
    ("m = [\n  # why\n  1,\n  # because\n]\ny = ?", ["E107 6 <?> y"]),
    ("m = [1, 2 # why\n]\ny = ?", ["E107 3 <?> y"]),
    ("m = [1, 2\n# why", ["E109 1 <[1, 2> m"]),
    ("m = {", ["E105 1 <{> m"]),
    ("m = [", ["E109 1 <[> m"]),
    ("m = {}", []),
    ("m = [{}]}", ["E101 1 <}> m"]),
    ("m = { a = 1, # b = 2 }\ny = ?", ["E105 1 <{ a = 1, # b = 2 }> m", "E107 2 <?> y"]),
    ("m = { a = 1,000, b = ? }", ["E116 1 <1,000> m.a", "E107 1 <?> m.b"]),
    ("m = { a = 1,000,000 }", ["E116 1 <1,000,000> m.a"]),
    ("m = { a = , b = , c = ? }", ["E115 1 <a> m.a", "E115 1 <b> m.b", "E107 1 <?> m.c"]),
    ("m = [ , ]", ["E109 1 <,> m"]),
    ("m = [,, ]", ["E109 1 <,> m"]),
    ("m = [1, ,, 2]", ["E109 1 <,> m"]),
    ("m = { a = x, b = x }", ["E107 1 <x> m.a", "E107 1 <x> m.b"]),
    ('m = [x, x, 007, "a\\q", "b\\q"]', ["E107 1 <x> m[1]", "E116 1 <007> m[3]", "E101 1 <\\q> m[4]"]),
    ("m = [\n x = 1\n]\ny = ?", ["E109 1 <[> m", "E101 3 <]>", "E107 4 <?> y"]),
    ("m = [\n 1,\nx = 2\ny = ?", ["E109 1 <[> m", "E107 4 <?> y"]),
    ("m = [\n [1],\n [risk.x]\ny = ?", ["E109 1 <[> m", "E107 4 <?> risk.x.y"]),
    ("m = [\n [true],\n [inf],\n ?]", ["E107 4 <?> m[3]"]),
    ("m = { a = { b = { c = 1,\n d = 2 } } }\ny = ?", ["E105 1 <{ a = { b = { c = 1,> m", "E107 3 <?> y"]),
    ("m = { a = 1,\n b = { c = 2,\n d = ? } }", ["E105 1 <{ a = 1,> m", "E107 3 <?> m.b.d"]),
    ("m = [{ a = 1,\n b = ? }, { a = 2,\n b = 3 }]", ["E105 1 <{ a = 1,> m[1]", "E107 2 <?> m[1].b"]),
    ("m = [{ a = 1,\n b = 2 }, { a = 2, }]", ["E105 1 <{ a = 1,> m[1]", "E117 2 <,> m[2]"]),
    ("m = { a = [\n 1,\n 2\n] }", []),
    ("m = { a = [\n 1,\n 2\n], \n b = 2 }", ["E105 1 <{ a = [> m"]),
    ('m = { a = "x }\ny = ?', ['E108 1 <"x> m.a', "E107 2 <?> y"]),
    ('m = ["a, "b"]\ny = ?', ['E108 1 <"a, "b"> m[1]', "E107 2 <?> y"]),
    ('m = ["a\n]\ny = ?', ['E108 1 <"a> m[1]', "E107 3 <?> y"]),
    ("m = { a = ] }", ["E115 1 <a> m.a"]),
    ("m = [ } ]\ny = ?", ["E109 1 <[ } ]> m", "E107 2 <?> y"]),
    ("m = [1, 2 } ]\ny = ?", ["E109 1 <[1, 2 } ]> m", "E107 2 <?> y"]),
    ("m = { a = 1 ]]\ny = ?", ["E105 1 <{ a = 1 ]]> m", "E107 2 <?> y"]),
    ("m = [[[1, 2]\ny = ?", ["E109 1 <[[[1, 2]> m", "E107 2 <?> y"]),
    ("m = [[1, 2], [3, 4\ny = ?", ["E109 1 <[[1, 2], [3, 4> m", "E107 2 <?> y"]),
    ("m = [{ a = 1 }, { b = 2\n[x]\ny = ?", ["E105 1 <{ b = 2> m[2]", "E107 3 <?> x.y"]),
    ("m = { a = “x”, b = “y” }", ["E110 1 <“x”> m.a", "E110 1 <“y”> m.b"]),
    ("m = [“x”, “y”]", ["E110 1 <“x”> m[1]"]),
    ("m = [1 “x”]", ["E107 1 <1 “x”> m[1]"]),
    ("m = { a = 1 “x” }", ["E107 1 <1 “x”> m.a"]),
    ("m = { a = 12 months, b = ? }", ["E107 1 <12 months> m.a", "E107 1 <?> m.b"]),
    ("m = { a = 1.5.2 }", ["E116 1 <1.5.2> m.a"]),
    ('m = { "a = 1, b = ? }', ['E108 1 <"a = 1> m', "E107 1 <?> m.b"]),
    ("m = { a : 1, b = ?}", ["E115 1 <a : 1> m.a", "E107 1 <?> m.b"]),
    ("m = [1: 2]", ["E107 1 <1: 2> m[1]"]),
    ("m = [a = 1]", ["E107 1 <a = 1> m[1]"]),
    ("m = [1, a = 2]\ny = ?", ["E107 1 <a = 2> m[2]", "E107 2 <?> y"]),
    ("m = [1\n, 2]\ny = ?", ["E107 3 <?> y"]),
    ("m = [1 # a, 2\n , 3]", []),
    ('m = ["x" # c\n "y"]', ['E109 2 <"> m']),
    ("m = [ 1 ] }", ["E101 1 <}> m"]),
    ("m = { a = [ ] ] }", ["E105 1 <{ a = [ ] ] }> m"]),
    ("m = { a = 2021-09-01, b = 2021-09 }", ["E102 1 <2021-09> m.b"]),
    ("m = { a = 10:30, b = 1 }", ["E117 1 <10:30> m.a"]),
    ("m = [\x01]", ["E101 1 <\x01>"]),
    ("m = [ 1, # \x01\n 2 ]", ["E101 1 <\x01>"]),
    ("m = { a = 1 \x01 }", ["E101 1 <\x01>"]),
    ('m = ["\x01", "\x02"]', ["E101 1 <\x01> m[1]"]),
    # Markers of a conflict are about no key
    ("<<<<<<< ours  \na = 1\n=======  ", ["E113 1 <<<<<<<< ours>", "E113 3 <=======>"]),
    ("<<<<<<< ours\na = 1\n=======\n>>>>>>> b", ["E113 1 <<<<<<<< ours>", "E113 3 <=======>", "E113 4 <>>>>>>> b>"]),
]


@pytest.mark.parametrize(("text", "expected"), UNDERLINED, ids=[repr(t) for t, _ in UNDERLINED])
def test_what_is_wrong_is_underlined(text: str, expected: list[str]) -> None:
    """Of a slip exactly the stretch that is wrong is underlined, and its key or table named, wherever it stands."""
    assert excerpts(text) == expected
    assert excerpts(f"\n{text}\n# end “of file”\n") == [_moved(e) for e in expected]


def _moved(excerpt: str) -> str:
    code, line, rest = excerpt.split(" ", 2)
    return f"{code} {int(line) + 1} {rest}"


def test_fifty_levels_are_not_too_many() -> None:
    """A header or a key leads to as many levels as its message allows."""
    for deepest in ("[" + "a." * 49 + "a]\n", "a." * 49 + "a = 1\n"):
        assert parse(deepest).slips == ()
        assert excerpts(f"y = ?\n{deepest}") == ["E107 1 <?> y"]


def test_levels_are_counted_from_the_outermost_table() -> None:
    """What a header leads to counts with the lists below it; they are one finding, from the first bracket."""
    text = "[a.b]\nx = {}\ny = ?\n"
    assert excerpts(text.format("[" * 48 + "]" * 48)) == ["E107 3 <?> a.b.y"]
    for depth in (49, 60):
        nest = "[" * depth + "]" * depth
        assert excerpts(text.format(nest)) == [f"E112 2 <{nest}> a.b.x", "E107 3 <?> a.b.y"]


def test_a_table_given_before_is_told_by_its_line() -> None:
    """So it is where the first was read out of a name with a space."""
    spaced, again = parse("x = 1\n\n[staff turnover]\n\n[staff-turnover]").slips
    assert (spaced.spot.line, again.message) == (3, "the table staff-turnover was already given on line 3")


STRETCHES: list[tuple[str, tuple[Any, ...], Spot]] = [
    ("x = 1\ny = 2", ("y",), Spot(2, 5, 1)),
    ('note = """\n[b]\nnote = """\nx = 1', ("x",), Spot(4, 5, 1)),
    ("k = 5 # “c”", ("k",), Spot(1, 5, 1)),
    ('a = """"""\nb = 1', ("a",), Spot(1, 5, 6)),
    ('a = """"""\nb = 1', ("b",), Spot(2, 5, 1)),
    ("a = ''''''\nb = '''x'''", ("b",), Spot(2, 5, 7)),
]


@pytest.mark.parametrize(("text", "path", "spot"), STRETCHES, ids=[repr(t) for t, _, _ in STRETCHES])
def test_a_value_is_as_wide_as_it_is_written(text: str, path: tuple[Any, ...], spot: Spot) -> None:
    """Of a good text, a value's place is its own characters, whatever comment or string stands beside it."""
    where = locate(text)
    assert where.value(path) == where.nearest(path) == spot


READ: list[tuple[str, dict[str, Any], bool]] = [
    # A header of which it is plain what it means loses nothing; what stands behind it is lost
    ("[a\nx = 1", {"a": {"x": 1}}, False),
    ("[a] x = 1\ny = 2", {"a": {"y": 2}}, True),
    # A list where a keyed table is meant is that table, where it is plain which
    ("[[matrix]]\na = 1", {"matrix": {"a": 1}}, False),
    ("[[register]]\na = 1", {"register": {"a": 1}}, False),
    ("[[ risk.x ]] # why\na = 1", {"risk": {"x": {"a": 1}}}, False),
    ("[[risk.x.mitigation.y]]\na = 1", {"risk": {"x": {"mitigation": {"y": {"a": 1}}}}}, False),
    ("[[risk.x]]\na = 1\n[[risk.x]]\na = 2", {"risk": {"x": {"a": 1}}}, True),
    ("[[removed.x]]\na = 1", {"removed": {"x": {"a": 1}}}, False),
    ("[[risk]]\na = 1", {}, True),
    ("[[removed]]\na = 1", {}, True),
    ("[[risk.x.mitigation]]\na = 1", {}, True),
    # What was put aside takes nobody's place
    ("[unread]\nx = 1\n[risk.]\nx = 2", {"unread": {"x": 1}}, True),
    ("[unread]\nun-read = 1\n[risk.]\nx = 2", {"unread": {"un-read": 1}}, True),
]


@pytest.mark.parametrize(("text", "data", "partial"), READ, ids=[repr(t) for t, _, _ in READ])
def test_what_is_plainly_meant_is_read(text: str, data: dict[str, Any], partial: bool) -> None:
    """A header that can only mean one table is read as that; any other takes what stands below it along."""
    parsed = parse(text)
    assert (parsed.data, parsed.partial) == (data, partial)
    assert len(parsed.slips) == 1


LOST: list[tuple[str, set[tuple[str, ...]]]] = [
    ("m = 1\nm = { note = 2 }", {("m",)}),
    ('m = "x"\nm = "a note = 2"', {("m",)}),
    ("x = { y = ? } z = 1", {("x",), ("y",), ("z",)}),
    ("x = 5 score.current = 1", {("x",), ("score", "current")}),
    ("[d] y = 1", {("d", "y")}),
    ('[risk."a=b"] y = 1', {("risk", "a=b", "y")}),
    ("[[risk]]\na = 1", set()),
    ("[[removed]]\na = 1", set()),
    ("[[risk.x.mitigation]]\na = 1", {("risk", "x", "mitigation")}),
    ("[[risk.x]]\na = ?", {("risk", "x", "a")}),
    ("m = [1", {("m",), ()}),
    ("m = [1\nx = 2", {("m",)}),
]


@pytest.mark.parametrize(("text", "lost"), LOST, ids=[repr(t) for t, _ in LOST])
def test_what_is_lost_is_told_and_no_more(text: str, lost: set[tuple[str, ...]]) -> None:
    """A slip takes the keys of its own line along, by their full names, and no others."""
    assert set(parse(text).lost) == lost


DIGITS = "write plain digits, such as 3_000_000, or put it in quotes if it is text"
SHORTER = "write a number of at most 18 digits, or put it in quotes"

SAID: list[tuple[str, str, str]] = [
    ("2021-9", "found the date 2021-9 without a day and without quotes", 'write "2021-09" in quotes'),
    ("2021-10", "found the date 2021-10 without a day and without quotes", 'write "2021-10" in quotes'),
    ("2021/22", "found the date 2021/22 without a day and without quotes", 'write "2021/22" in quotes'),
    ("1/2/2022", "found the date 1/2/2022, expected year-month-day", "write 2022-02-01"),
    ("12.12.2022", "found the date 12.12.2022, expected year-month-day", "write 2022-12-12"),
    ("2022/1/2", "found the date 2022/1/2, expected year-month-day", "write 2022-01-02"),
    ("1/13/2022", "found the date 1/13/2022, expected year-month-day", "write it as 2022-11-16"),
    ("2021-02-30", "the date 2021-02-30 does not exist", "write a date that there is"),
    ("2021-02-30 10:00", "the date 2021-02-30 10:00 does not exist", "write a date that there is"),
    ("25:00", "the time 25:00 does not exist", "write a time that there is"),
    ("10:61:00", "the time 10:61:00 does not exist", "write a time that there is"),
    ("10:30", "found a time without seconds, expected TOML 1.0", "add the seconds: 10:30:00"),
    ("2021-01-01 10:30+01:00", "found a time without seconds, expected TOML 1.0", "add the seconds: 10:30:00"),
    ("TRUE", "found TRUE, expected true or false in small letters", "write true"),
    ("nil", "found nil, which TOML does not know", "leave the key out where there is nothing to say"),
    ("None", "found None, which TOML does not know", "leave the key out where there is nothing to say"),
    ("Yes", "found the text Yes without quotes", 'write true, or "Yes" if it is text'),
    ("on", "found the text on without quotes", 'write true, or "on" if it is text'),
    ("no", "found the text no without quotes", 'write false, or "no" if it is text'),
    ("Off", "found the text Off without quotes", 'write false, or "Off" if it is text'),
    ("£3m", "found £3m, which TOML does not know as a number", DIGITS),
    ("1.2.3", "found 1.2.3, which TOML does not know as a number", DIGITS),
    ("0b2", "found 0b2, which TOML does not know as a number", DIGITS),
    ("9" * 19, "found a number of more than 64 bits", SHORTER),
    ("9" * 1001, "found a number of more than 64 bits", SHORTER),
    ("] x", "found a bracket that nothing opened", "delete it, or open it before"),
    ("4;", "found a comma after the value", "delete the comma; a line of its own needs none"),
    ("true ,", "found a comma after the value", "delete the comma; a line of its own needs none"),
    ("x, b = 1", "found two keys on one line", "put each on a line of its own"),
]


@pytest.mark.parametrize(("value", "message", "hint"), SAID, ids=[repr(v[:30]) for v, _, _ in SAID])
def test_a_value_that_toml_does_not_know_is_told_as_what_it_is(value: str, message: str, hint: str) -> None:
    """A date, a time, a number, a truth or a text that is written otherwise is named so, with what to write."""
    (slip,) = parse(f"a = {value} # why").slips
    assert (slip.message, slip.hint) == (message, hint)
    assert slip.spot == Spot(1, 5, len(value))


def test_a_key_of_its_own_makes_a_table_explicit() -> None:
    """A table that a header implied is no longer only implied where a dotted key goes into it."""
    text = "[a.b.c]\n[a]\nb.d = 1"
    assert parse(text).slips == ()
    assert locate(text).explicit(("a", "b"))
    assert not locate("[a.b.c]\n[a]\nd = 1").explicit(("a", "b"))


def test_a_table_within_a_list_of_tables_has_its_place() -> None:
    """What the header of something within it implies is found at its own part of that header, in each of the list."""
    where = locate("[[list]]\n[list.sub.deep]\n[[list]]\n[list.sub.deep]\na = 1\n")
    assert where.key(("list", 0, "sub")) == Spot(2, 7, 3)
    assert where.key(("list", 1, "sub")) == Spot(4, 7, 3)
    assert where.key(("list", 1, "sub", "deep")) == Spot(4, 11, 4)


def test_a_bracket_of_the_other_kind_is_told_from_a_lost_one() -> None:
    """What closes something further out leaves a list or table open; what closes nothing was written for the other."""
    messages = {
        "m = { a = [1, 2 }": "this list is not closed, expected ]",
        "m = [1, 2 }": "this list ends with }, expected ]",
        "m = [{ a = 1 ]": "this one-line table does not end on the line it begins on, expected } there",
        "m = { a = 1 ]": "this one-line table ends with ], expected }",
    }
    assert {text: slip.message for text in messages for slip in parse(text).slips} == messages


TWICE: list[tuple[str, str, str]] = [
    ("[a]\nb.c = 1\nb.d = 2\n[a.b]", "4 <[a.b]>", "the table a.b was already given on line 2"),
    ("[a]\nb = 1\n[a.b.c]\nx = ?", "3 <[a.b.c]>", "the table a.b was already given on line 2"),
    ("[a.b]\n[a]\nx = 1\n[a]\ny = 2", "4 <[a]>", "the table a was already given on line 2"),
    ("a.b = 1\n[a]", "2 <[a]>", "the table a was already given on line 1"),
    ("[a]\n[[a]]", "2 <[[a]]>", "the table a was already given on line 1"),
    ("[[a]]\n[a.b]\n[[a]]\n[a.b]\n[a.b]", "5 <[a.b]>", "the table a[2].b was already given on line 4"),
    ("[[a]]\n[[a.b]]\n[[a]]\n[[a.b]]\n[a.b]", "5 <[a.b]>", "the table a[2].b was already given on line 4"),
    ("[a.b.c]\n[a]\nb.d = 1\nb.e = 2\nb.c = 3", "5 <c>", "the key c was already given on line 1"),
    ("a.b = 1\na.c = 2\na.b = 3", "3 <b>", "the key b was already given on line 1"),
    ("[[a]]\nx = 1\n[[a]]\nx = 2\nx = 3", "5 <x>", "the key x was already given on line 4"),
    ("[a]\nm = { x = 1 }\nm.y = 2", "3 <m>", "the key m was already given on line 2"),
    ("a = 1\nm = { b = { c = 1 }, b = { c = 2 } }", "2 <b>", "the key b was already given on line 2"),
    ("m = [{ a = 1 }, { a = 2, a = 3 }]", "1 <a>", "the key a was already given on line 1"),
]


@pytest.mark.parametrize(("text", "place", "message"), TWICE, ids=[repr(t) for t, _, _ in TWICE])
def test_what_is_given_twice_is_one_finding_that_names_the_first(text: str, place: str, message: str) -> None:
    """However a table or key came to be there first, the second one is underlined, and the first one's line is told."""
    (slip,) = parse(text).slips
    assert excerpts(text)[0].split(" ", 1)[1].startswith(place)
    assert slip.message == message


def test_what_may_be_given_again_is_no_slip() -> None:
    """Keys within a list's next table, further keys of a dotted one, and a table that goes on where it was left."""
    again = "[a]\nb.c = 1\n[x]\n[a.b.d]\ny = 1\n[[l]]\nb.c = 1\n[l.s]\n[[l]]\nb.c = 1\n[l.s]\n"
    assert excerpts(f"{again}z = ?") == ["E107 12 <?> l[2].s.z"]


WORDED: list[tuple[str, str, str]] = [
    ("a = 'x\x01'", "found a control character, expected readable text", "delete it"),
    ('a = Pipe of 5" width', 'found the text Pipe of 5" width without quotes', "write 'Pipe of 5\" width'"),
    ("a = Pipe of 5' width", "found the text Pipe of 5' width without quotes", 'write "Pipe of 5\' width"'),
    ("[a]\n[a]", "the table a was already given on line 1", "delete one of the two, or mend the id of this one"),
    ("a = 1\na = 2", "the key a was already given on line 1", "delete one of the two"),
    ("<<<<<<< a", "found a marker that is left of a conflict of git: the first side began below it",
     "see that only what is right is left around it, then delete this line"),
    ("[[risk]", "this table header begins with [[ and ends with one ]", "write [ and ] once each"),
    ("[a b]", "found a space in a table's name, expected one word",
     "join the words with hyphens: [risk.staff-turnover]"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message", "hint"), WORDED, ids=[repr(t) for t, _, _ in WORDED])
def test_what_is_said_can_be_done(text: str, message: str, hint: str) -> None:
    """What was found, and what to write for it; a text that has one kind of quotes in it is put into the other."""
    (slip,) = parse(text).slips
    assert (slip.message, slip.hint) == (message, hint)


@pytest.mark.parametrize("text", ["a = {}", "{} = 1\n{} = 2", "[{}]\n[{}]"])
def test_long_words_are_told_by_their_beginning(text: str) -> None:
    """So that a message stays one: the file has it all."""
    word = "abcdefghij" * 20
    (slip,) = parse(text.replace("{}", word)).slips
    assert "abcdefghijabcdefghij" in slip.message
    assert "…" in slip.message
    assert len(slip.message) < len(word)
    (short,) = parse(text.replace("{}", "abcdefghij" * 3)).slips
    assert "abcdefghij" * 3 in short.message
    assert "…" not in short.message
