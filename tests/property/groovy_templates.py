"""What random scripts are made of: by kind of value, templates with ``<kind>`` holes, and leaves without.

The values of the kinds: ``int long big dec dbl flt num`` numbers, ``str gstr`` text, ``bool``, ``list ilist slist``
(anything, Integers, Strings), ``map``, ``range``, ``null``, ``test fn`` closures, ``body`` statements.
"""

# ruff: noqa: E501
from __future__ import annotations

LEAVES: dict[str, tuple[str, ...]] = {
    "int": ("0", "1", "2", "7", "-3", "10", "42", "100", "2147483647", "(-2147483648)", "0x1F", "017", "1_000", "-1", "i", "j"),
    "small": ("0", "1", "2", "3", "5", "-1", "31", "32", "33"),
    "tiny": ("0", "1", "2", "3", "4"),
    "long": ("0L", "1L", "5L", "-7L", "9223372036854775807L", "4294967296L", "l"),
    "big": ("0G", "3G", "-5G", "123456789012345678901234567890G", "2G"),
    "dec": ("0.0", "1.5", "-2.25", "3.14", "10.00", "0.1", "1e3", "100.0", "0.001", "1.0E-10", "d"),
    "dbl": ("0.0d", "1.5d", "-2.5d", "1e10d", "0.1d", "3d", "1e-5d", "100d", "Double.NaN", "Double.MAX_VALUE"),
    "flt": ("1.5f", "0.1f", "-2f", "3.3f"),
    "str": ("''", "'a'", "'abc'", "'Hello World'", "'42'", "'-1.5'", "'x y  z'", "'a,b,,c'", "'äß€'", "'line1\\nline2'", "'  pad '", "'aXbXc'", "s", "t", "'true'"),
    "gstr": ('"v${1}"', '"${i}"', '"a${s}b"', '"${[1, 2]}"', '"${null}"', '"$s-$i"'),
    "bool": ("true", "false", "b"),
    "list": ("[]", "[1]", "[1, 'a', null]", "[3, 1, 2]", "[[1, 2], [3]]", "xs", "[1, 2.5, 3L]", "['b', 'a']", "[null]", "[[a: 1]]"),
    "ilist": ("[]", "[1]", "[3, 1, 2]", "[5, 5, 1]", "[10, -2, 7, 0]", "[1, 2, 3, 4, 5, 6]", "is"),
    "slist": ("[]", "['a']", "['b', 'a', 'c']", "['one', 'two', 'three']", "['x', 'X', 'yy']", "ss"),
    "map": ("[:]", "[a: 1]", "[a: 1, b: 2]", "[b: 'x', a: null]", "[1: 'one', 2: 'two']", "[k: [1, 2], m: [z: 1]]", "m"),
    "range": ("(1..3)", "(0..<3)", "(3..1)", "('a'..'d')", "(1..1)", "(0..<0)", "(-2..2)"),
    "null": ("null", "z"),
    "test": ("{ it }", "{ it > 1 }", "{ true }", "{ it == 'a' }", "{ !it }", "{ it != null }", "{ x -> x in [1, 'a'] }"),
    "fn": ("{ it }", "{ it * 2 }", "{ it + 1 }", "{ it.toString() }", "{ [it] }", "{ x -> x }", "{ \"<$it>\" }", "{ -it }", "{ it.size() }"),
    "name": ("i", "j", "s", "t", "b", "xs", "m", "d", "l", "u"),
    "type": ("int", "Integer", "long", "Long", "String", "double", "BigDecimal", "boolean", "List", "Set", "float", "short", "byte", "char", "BigInteger", "Number", "Object", "Map", "Character", "int[]", "String[]", "Object[]"),
    #: ``as`` to an interface or a class that is not final makes a proxy class of the JVM: not among what scripts can do.
    "final": ("int", "Integer", "long", "Long", "String", "double", "boolean", "float", "short", "byte", "char", "Object", "Character", "int[]", "String[]", "Object[]"),
    "cls": ("Integer", "String", "Number", "List", "Map", "CharSequence", "Comparable", "Object", "BigDecimal", "Collection", "Long", "Closure", "Range", "GString", "Iterable"),
}  # fmt: skip

_EXPRESSIONS = (
    "(<bool> ? <{0}> : <{0}>)", "(<{0}> ?: <{0}>)", "[<{0}>, <{0}>][<tiny>]", "{{ -> <{0}> }}()", "{{ p -> <{0}> }}(<any>)",
    "<map>.get('a', <{0}>)", "[<{0}>].first()", "[q: <{0}>].q", "<list>.with {{ <{0}> }}", "(<{0}>)", "[<{0}>, <any>].find()",
    "[k: <{0}>]?.k", "ident(<{0}>)", "([<{0}>] as Object[])[0]",
)  # fmt: skip


def _with_common(kind: str, *templates: str) -> tuple[str, ...]:
    return (*templates, *(template.format(kind) for template in _EXPRESSIONS[: 6 if len(templates) < 12 else None]))


TEMPLATES: dict[str, tuple[str, ...]] = {
    "int": _with_common(
        "int", "(<int> + <int>)", "(<int> - <int>)", "(<int> * <int>)", "(<int> % <int>)", "<int>.intdiv(<int>)",
        "(<int> << <small>)", "(<int> >> <small>)", "(<int> >>> <small>)", "(<int> & <int>)", "(<int> | <int>)",
        "(<int> ^ <int>)", "(~<int>)", "(-(<int>))", "<str>.size()", "<str>.length()", "<list>.size()", "<map>.size()",
        "(<int> <=> <int>)", "(<num> <=> <num>)", "(<str> <=> <str>)", "<list>.indexOf(<any>)", "<str>.indexOf(<str>)",
        "<int>.abs()", "(<num> as int)", "(<num> as Integer)", "((int) <num>)", "<str>.hashCode()", "<ilist>.sum()",
        "<ilist>.max()", "<ilist>.min()", "<list>.count(<any>)", "<list>.findIndexOf <test>", "<str>.toInteger()",
        "<ilist>.inject(0) { a, c -> a + c }", "Math.max(<int>, <int>)", "Math.abs(<int>)", "<str>.lastIndexOf(<str>)",
        "<list>.hashCode()", "<map>.hashCode()", "<str>.count(<str>)", "<str>.compareTo(<str>)", "<int>.power(<tiny>)",
        "Integer.parseInt(<str>)", "<str>.codePointAt(<tiny>)", "((int) (<str> as char))", "<range>.size()", "<list>.lastIndexOf(<any>)",
        "<dec>.intValue()", "<dbl>.intValue()", "<long>.intValue()", "<slist>*.size().sum()", "<num>.toInteger()",
        "(<int> ** <tiny>)", "Math.round(<flt>)", "<ilist>.sum <fn>", "<ilist>.max <fn>", "<list>.count <test>", "Integer.valueOf(<str>)",
        "(i++ + <int>)", "(++i)", "(i += <int>)", "(j -= <int>)", "(i *= <int>)", "(i <<= <tiny>)", "Integer.bitCount(<int>)",
    ),
    "long": _with_common(
        "long", "(<long> + <int>)", "(<long> * <long>)", "(<int> - <long>)", "(<num> as long)", "((long) <num>)",
        "(<long> % <long>)", "<long>.intdiv(<int>)", "(<long> << <small>)", "(<long> >>> <small>)", "<str>.toLong()",
        "(<long> & <int>)", "Math.round(<dbl>)", "<dec>.longValue()", "(-(<long>))", "(~<long>)", "<int>.toLong()", "(<long> ^ <long>)",
    ),
    "big": _with_common(
        "big", "(<big> + <int>)", "(<big> * <big>)", "(<big> - <long>)", "(<big> % <int>)", "(<int> as BigInteger)",
        "<str>.toBigInteger()", "(<big> ** <tiny>)", "<big>.negate()", "<int>.toBigInteger()", "(<big> & <int>)", "<big>.mod(<int>)", "(-(<big>))",
        "(<big> << <tiny>)", "(<int> ** <small>)",
    ),
    "dec": _with_common(
        "dec", "(<dec> + <dec>)", "(<dec> - <int>)", "(<dec> * <dec>)", "(<int> / <int>)", "(<dec> / <dec>)", "(<long> / <int>)",
        "(<num> as BigDecimal)", "<str>.toBigDecimal()", "<dec>.setScale(<tiny>, java.math.RoundingMode.HALF_UP)", "(-(<dec>))",
        "<dec>.abs()", "(<dec> ** <tiny>)", "<dec>.round(<tiny>)", "<dec>.stripTrailingZeros()", "<dec>.negate()", "<int>.toBigDecimal()",
        "(<ilist>.sum() / <int>)", "(<dec> * <big>)", "(<big> / <int>)", "(<dec> / <int>)", "<dec>.max(<dec>)", "<dbl>.toBigDecimal()",
    ),
    "dbl": _with_common(
        "dbl", "(<dbl> + <num>)", "(<dbl> * <dbl>)", "(<num> / <dbl>)", "(<dec> - <dbl>)", "Math.sqrt(<num>)", "(<num> as double)",
        "<str>.toDouble()", "Math.pow(<int>, <tiny>)", "<dbl>.round(<tiny>)", "((double) <num>)", "Math.floor(<dbl>)", "(<dbl> % <num>)",
        "(<int> ** -1)", "Math.abs(<dbl>)", "<dbl>.trunc(1)", "<num>.toDouble()", "Math.ceil(<dec>)", "Math.max(<dbl>, <int>)", "(<dbl> ** <tiny>)",
    ),
    "flt": _with_common("flt", "(<flt> + <int>)", "(<flt> * <flt>)", "(<num> as float)", "(<flt> / <int>)", "<str>.toFloat()", "(<flt> - <dec>)", "(-(<flt>))"),
    "num": ("<int>", "<int>", "<long>", "<big>", "<dec>", "<dbl>", "<flt>", "(<num> + <num>)", "(<num> * <num>)", "(<num> - <num>)", "(<num> / <num>)"),
    "str": _with_common(
        "str", "(<str> + <str>)", "(<str> + <any>)", "(<str> * <tiny>)", "(<str> - <str>)", "<str>[<tiny>]", "<str>[<range>]", "<str>[-1]",
        "<str>.toUpperCase()", "<str>.toLowerCase()", "<str>.trim()", "<str>.reverse()", "<str>.capitalize()", "<str>.substring(<tiny>)",
        "<str>.substring(<tiny>, <tiny>)", "<str>.replace(<str>, <str>)", "<str>.replaceAll(/[a-c]/, <str>)", "<str>.replaceFirst(<str>, <str>)",
        "<list>.join(<str>)", "<any>.toString()", "<gstr>.toString()", "<str>.padLeft(<int>)", "<str>.padRight(<tiny>, '*')", "<str>.center(9)",
        "<str>.take(<tiny>)", "<str>.drop(<tiny>)", "<list>.toString()", "<map>.toString()", "<any>.inspect()", "<str>.tr('abc', 'xyz')",
        "String.format('%5d|%-5s|%05d', <int>, <str>, <int>)", "String.format('%.2f', <dec>)", "String.valueOf(<any>)", "<any>.class.name", "<any>.getClass().simpleName",
        "(<any> as String)", "((String) <any>)", "<str>.concat(<str>)", "<str>.collectReplacements { it == 'a' ? 'Z' : null }", "<str>.tokenize().join('-')",
        "<str>.replaceAll(/(\\w)(\\w)/) { all, p, q -> q + p }", "<str>.stripIndent()", "<str>.uncapitalize()", "<str>.next()", "<str>.previous()", "<int>.toString()",
        "<dec>.toString()", "<dbl>.toString()", "Integer.toString(<int>, 2)", "Integer.toHexString(<int>)", "<str>.eachLine { it }", "<str>.find(/[a-z]+/)",
        "<str>.dropWhile { it == 'a' }", "<str>.takeWhile { it != 'b' }", "<str>.expand()", "<dec>.toPlainString()", "<str>.center(<int>, '-')",
        "<str>.minus(~/[A-Z]/)", "<str>.charAt(<tiny>).toString()", "<str>.normalize()", "<str>.denormalize()", "<str>.multiply(<tiny>)", "<slist>.sum()", "<slist>.max()",
        "<slist>.min { it.size() }", "<slist>.inject('') { a, c -> a + c }", "<list>.inspect()", "<list>.collect <fn>.join('|')", "<str>.plus(<any>)", "<map>.inspect()",
        "<str>.toList().join('.')", "<str>.replace('a', <str>)", "<str>.split(',').toString().take(0)", "<str>.md5()",
    ),
    "gstr": ('"x${<any>}y"', '"${<int>}"', '"<$s>${<str>}"', '"${<list>}${<map>}"', '"a${-> <int>}"', '("${<str>}" + <str>)', '("${<int>}" + "${<str>}")', '"${<dec>}"'),
    "bool": _with_common(
        "bool", "(<any> == <any>)", "(<int> == <num>)", "(<num> != <num>)", "(<int> < <num>)", "(<num> >= <num>)", "(<str> < <str>)", "(<any> && <any>)",
        "(<any> || <any>)", "(!<any>)", "(<any> in <list>)", "(<any> in <range>)", "(<any> in <map>)", "(<any> instanceof <cls>)", "<str>.contains(<str>)",
        "<str>.startsWith(<str>)", "<str>.endsWith(<str>)", "<str>.isNumber()", "<list>.any <test>", "<list>.every <test>", "<list>.contains(<any>)",
        "<map>.containsKey(<any>)", "<map>.containsValue(<any>)", "(<str> ==~ /[a-z]+/)", "((<str> =~ /b/) as boolean)", "<list>.isEmpty()", "(<any> as boolean)",
        "<any>.asBoolean()", "<any>.is(<any>)", "<any>.equals(<any>)", "<str>.equalsIgnoreCase(<str>)", "<str>.isInteger()", "<str>.isEmpty()", "(<list> == <list>)",
        "(<map> == <map>)", "(<gstr> == <str>)", "(<str> <= <gstr>)", "(<range> == <list>)", "<str>.toBoolean()", "<bool>.xor(<bool>)", "(<bool> & <bool>)", "(<bool> ^ <bool>)",
        "<list>.containsAll(<list>)", "<list>.disjoint(<list>)", "<range>.contains(<int>)", "<range>.containsWithinBounds(<any>)", "<str>.matches('[a-z]*')", "(<any> in <cls>)",
        "(<list> > <list>)", "(<any> < <any>)", "<bool>.implies(<bool>)", "<int>.isCase(<any>)",
    ),
    "list": _with_common(
        "list", "[<any>, <any>]", "[<any>, <any>, <any>]", "(<list> + <list>)", "(<list> + <any>)", "(<list> - <list>)", "(<list> * <tiny>)", "(<list> << <any>)",
        "<list>.collect <fn>", "<list>.findAll <test>", "<list>.grep(<any>)", "<list>.reverse()", "<list>.unique()", "<list>.unique <fn>", "<list>.sort()", "<list>.sort(false)",
        "<list>.toSet()", "<list>.flatten()", "<list>.take(<tiny>)", "<list>.drop(<int>)", "<list>[<range>]", "<list>*.toString()", "<list>.collectMany { [it, it] }",
        "<list>.groupBy <fn>", "<list>.withIndex()", "<list>.indexed()", "<list>.collate(<small>)", "<list>.split <test>", "<list>.intersect(<list>)", "<list>.transpose()",
        "[*<list>, <any>]", "<range>.toList()", "<range>.collect <fn>", "<str>.toList()", "<str>.tokenize(',')", "<str>.split(',')", "'a,b'.split(',') as List", "<map>.collect { k, v -> [k, v] }",
        "<map>.keySet()", "<map>.values()", "<map>.entrySet()", "<map>*.key", "<map>*.value", "<list>.plus(<any>)", "<list>.minus(<any>)", "<list>.tail()", "<list>.init()", "<list>.countBy <fn>",
        "<list>.inject([]) { a, c -> a + [c] }", "<list>.combinations()", "[<list>, <list>].combinations()", "<ilist>.sort { -it }", "<slist>.sort { a, c -> c <=> a }", "<slist>.sort { it.size() }",
        "<list>.head()", "<list>.last()", "<list>.first()", "<list>[<small>]", "<list>.getAt(<tiny>)", "([<any>, <any>] as Set)", "(<list> as Object[])", "<list>.asImmutable()", "<list>.swap(0, 1)",
        "<list>.pop()", "<list>.push(<any>)", "<list>.add(<any>)", "<list>.remove(<tiny>)", "<list>.removeAll <test>", "<list>.subList(<tiny>, <tiny>)", "<list>.toArray()", "<list>.each <fn>", "<list>.eachWithIndex { e, n -> e }",
        "<list>.min()", "<list>.max()", "<list>.sum()", "<list>.find <test>", "<list>.dropWhile <test>", "<list>.takeWhile <test>", "<list>.collectEntries { [it, 1] }", "<list>.findResult <fn>", "<list>.findResults <fn>",
        "<list>.toSorted()", "<list>.toUnique()", "<list>.dropRight(<tiny>)", "<list>.takeRight(<tiny>)", "<list>.permutations().size()", "<ilist>.subsequences().size()", "<str>.findAll(/[a-z]/)", "<str>.chars.toList()",
        "<list>.multiply(<tiny>)", "<range>.step(<small>)", "<range>.by(2)", "(<tiny>..<int>).toList().take(5)", "<list>.partition { it }", "<ilist>.average()", "<list>.getIndices()", "<list>.leftShift(<any>)",
        "<list>.findIndexValues <test>", "<str>.collect { it }", "'abc' as List", "<str>.readLines()", "[<any>, <any>].asType(Set)", "<list>.plus(0, <list>)", "<list>.equals(<list>)", "<list>.inject { a, c -> c }", "<ilist>.sort().reverse()",
    ),
    "ilist": ("[<int>, <int>]", "[<int>, <int>, <int>]", "<ilist>.collect { it + <int> }", "<ilist>.findAll { it > <int> }", "<ilist>.reverse()", "(<ilist> + <int>)", "<ilist>.sort()", "(1..<tiny>).toList()", "<slist>*.size()", "<ilist>.unique()"),
    "slist": ("[<str>, <str>]", "<slist>.collect { it + <str> }", "<str>.toList()", "<str>.tokenize(',')", "<slist>*.toUpperCase()", "<slist>.reverse()", "(<slist> + <str>)", "<ilist>*.toString()", "<slist>.sort()"),
    "map": _with_common(
        "map", "[a: <any>, b: <any>]", "[(<any>): <any>]", "[(<str>): <any>, c: <any>]", "(<map> + <map>)", "(<map> << [z: <any>])", "<map>.findAll { k, v -> v }", "<map>.collectEntries { k, v -> [(v): k] }", "<map>.sort()",
        "<map>.subMap(['a'])", "<slist>.groupBy { it.size() }", "<slist>.collectEntries { [(it): it.size()] }", "<list>.groupBy { it.class.simpleName }", "<slist>.countBy { it }", "<map>.sort { a, c -> c.key <=> a.key }", "<map>.each { }",
        "[*: <map>, y: <any>]", "<map>.plus(<map>)", "<map>.minus(<map>)", "<map>.groupBy { it.value }", "<map>.take(1)", "<map>.drop(1)", "<map>.asImmutable()", "<map>.withDefault { 5 }", "<map>.findResults { k, v -> v }", "<map>.min { it.key }",
        "<map>.a", "<map>['a']", "<map>.get(<any>)", "<map>[<any>]", "<map>.find { it.value }", "<map>.any { it.value }", "<map>.every { k, v -> v }", "<map>.remove('a')", "<map>.put('n', <any>)", "<map>.inject(0) { a, k, v -> a + 1 }", "<map>.max { it.value }",
        "<map>.count { it.value }", "<map>.getOrDefault('q', <any>)", "<map>.putAll(<map>)", "<map>.isEmpty()", "<map>.sort { it.value }", "<map>.collect { it.key }", "<map>.collectMany { k, v -> [k, v] }", "<map>.equals(<map>)", "<map>.countBy { it.value }", "<map>.a?.b", "<map>.k?.size()",
    ),
    "range": ("(<tiny>..<tiny>)", "(<tiny>..<<tiny>)", "(<int>..<tiny>).take(3)", "('a'..<str>).take(2)", "<range>.reverse()", "((<tiny>..<tiny>) as List)"),
    "null": ("<null>?.foo", "<map>.nothing", "(<null> ?: null)", "<null>?.size()"),
    "line": ("return <any>", "return <int>", "return <long>", "return <dec>", "return <dbl>", "return <num>", "return <str>", "return <str>", "return <bool>", "return <bool>", "return <list>", "return <list>", "return <list>", "return <map>", "return <map>", "return <range>", "return <gstr>",
             "return (<any> as <final>)", "return ((<type>) <any>)", "<type> v = <any>; return v", "return (<any> + <any>)", "return (<any> * <any>)", "return (<any> - <any>)", "return (<any> <=> <any>)", "return (<list> << <any>)", "return <any>[<any>]", "return <big>", "return <flt>"),
    "sink": ("out << <any>", "out << <int>", "out << <str>", "out << <list>", "i += <int>", "s += <any>", "xs << <any>", "m[<str>] = <any>", "m.k = <any>", "i++", "xs[<tiny>] = <any>", "t = <str>", "j = <int>", "d += <num>", "def w = <any>; out << w", "assert <bool>", "l += <num>"),
    "body": ("<sink>", "<sink>\n<sink>", "if (<any>) { <body> } else { <body> }", "if (<bool>) <sink>", "for (e in <list>) { out << e\n<sink> }", "for (int n = 0; n < <tiny>; n++) { <sink> }", "<list>.each { <sink> }", "<range>.each { out << it }",
             "switch (<any>) { case <any>: <sink>; break\ncase <list>: <sink>\ncase <cls>: <sink>; break\ndefault: <sink> }", "try { <body> } catch (<exc> e) { out << e.class.simpleName } finally { <sink> }", "try { <sink>\nthrow new <thrown>('x') } catch (RuntimeException e) { out << e.message }",
             "def (p, q) = <list>\nout << p << q", "int n = <tiny>\nwhile (n-- > 0) { <sink> }", "for (e in <range>) { if (e == <tiny>) continue\nif (<bool>) break\nout << e }", "def f = { x, y = <any> -> <any> }\nout << f(<any>)", "def f = { <any> }\nout << f.call() << f(<int>)",
             "<map>.each { k, v -> out << k << v }", "<map>.each { out << it.key }", "<tiny>.times { <sink> }", "outer: for (a in 1..3) { for (c in 1..3) { if (c == <tiny>) continue outer\nout << c } }", "out << (<fn> >> <fn>)(<int>)", "out << <fn>.curry(<any>)()", "def g = { a, c -> a <=> c }\nout << g.curry(<int>)(<int>)",
             "out << twice(<any>)", "out << area(<num>)", "out << opt(<any>)", "out << opt()", "out << all(<any>, <any>)", "out << all()", "out << typed(<any>)", "1.upto(<tiny>) { out << it }", "def (u1, u2, u3) = [<any>, <any>]\nout << [u1, u2, u3]", "def (int v1, String v2) = [<int>, <str>]\nout << v1 << v2", "switch (<str>) { case ~/[a-z]+/: out << 'lower'; break\ncase ['42', 'x']: out << 'list'\ncase { it.size() > 3 }: out << 'long'; break\ndefault: out << 'other' }", "switch (<int>) { case 0..5: out << 'few'; break\ncase <int>: out << 'same'; break\ncase Number: out << 'number' }",
             "for (e in <map>) { out << e.key << e.value }", "for (e in <str>) { out << e }", "for (q1 in 0..<<tiny>) { for (q2 in <slist>) { if (q2 == 'a') break\nout << q2 } }", "while (true) { if (i-- < <tiny>) break\nout << i\nif (i > 10) break }", "try { try { <sink>\nthrow new <thrown>('in') } finally { out << 'fin' } } catch (e) { out << e.class.simpleName << e.message }", "out << { int q, r = <int> -> q + r }(<int>)",
             "out << [1, 2, 3].collect { q -> [q, <any>] }.collectEntries { q, r -> [(q): r] }", "m.n1 = [n2: <any>]\nm.n1.n2 = <any>\nout << m?.n1?.n2 << m['n1']['n2']", "xs[0] += <num>", "m.a += <num>", "m['a']++", "i -= <int>\ni *= <tiny>\ni %= 7\nout << i", "l <<= <tiny>\nl |= <tiny>\nout << l", "s = s.replaceAll(/[a-z]/) { it.toUpperCase() }\nout << s", "def mt = <str> =~ /(\\w)(\\w)?/\nif (mt) { out << mt[0] << mt.groupCount() }", "out << sprintf('%s|%5s|%-4s|%03d', <any>, <str>, <str>, <int>)",
             "out << [*<ilist>, *<slist>] << [*: <map>, z9: <any>]", "out << (<slist>*.length()) << <slist>.collect { it?.toUpperCase() }", "def ff\nff = { q -> q <= 1 ? 1 : q * ff(q - 1) }\nout << ff(<tiny>)", "def cc = { Map q, r = 1 -> q.toString() + r }\nout << cc(a: <any>) << cc(b: <int>, <any>)", "out << (<any> instanceof <cls>) << (<any> as String) << ((Object) <any>)", "def sb = new StringBuilder()\nsb << <any> << <str>\nsb.append(<int>)\nout << sb.toString() << sb.length()", "out << \"\"\"a ${<any>}\n  b\"\"\".stripIndent()", "if (<str> =~ /a/) { out << 'match' } else if (<int> in <ilist>) { out << 'in' } else { <sink> }", "<tiny>.downto(0) { out << it }", "0.step(<int>.abs() % 20, 3) { out << it }"),
    "exc": LEAVES["null"],
    "script": ("<body>\n<body>\nreturn [out, i, s]", "<body>\n<body>\n<body>\nreturn out", "<body>\nreturn [xs, m, i, j, d, l, t]", "<klass>\n<body>\nreturn out", "<klass>\n<use>\nreturn out", "<klass>\n<use>\n<use>\nreturn out", "<func>\nreturn out", "<func>\n<body>\nreturn [out, i, m]", "<body>\n<func>\nreturn out"),
    "klass": ("class P { int a; String n = <str>; def any() { a + 1 }; String toString() { \"P($a,$n)\" } }", "class P { def a = <any>; final n = <any>; static int c = <int>; P() { c++ }; String toString() { 'P' + a } }", "class P implements Comparable<P> { int a; def n; int compareTo(P o) { a <=> o.a }; String toString() { \"P$a\" }; def plus(o) { new P(a: a + 1) }; boolean equals(o) { o instanceof P && o.a == a }; int hashCode() { a } }",
              "class Q { def a = 1; def n = 'q'; String toString() { 'Q' } }\nclass P extends Q { def a = <any>; def any() { super.toString() + a }; String toString() { \"P<${super.toString()}>\" } }", "enum E { A, B, C; def next2() { this.next() } }\nclass P { E a = E.B; def n; String toString() { \"$a$n\" } }",
              "class P { def a, n; def methodMissing(String name, args) { name + args.size() }; def propertyMissing(String name) { name * 2 }; String toString() { 'P' } }", "class P { private a = <any>; def n; def getA() { 'got' + a }; void setA(v) { a = v }; def call(x) { [x, a] }; def getAt(k) { k }; String toString() { 'P' } }"),
    "func": ("def fn1(a, b = <any>, Object... c) { [a, b, c.size()] }\nout << fn1(<any>) << fn1(<any>, <any>) << fn1(<any>, <any>, <any>)", "def fn2(Map o, x = <int>) { o.keySet().toString() + x }\nout << fn2(a: <any>) << fn2(a: <any>, b: 1, <any>) << fn2(k: 2, <int>)", "int fn3(x) { x }\ntry { out << fn3(<any>) } catch (e) { out << e.class.simpleName }", "def fn4(Closure c) { c(<any>) }\nout << fn4 { it } << fn4({ x -> [x] })", "String fn5(int q) { if (q > 2) return 'big'\n'small' }\nout << fn5(<int>) << fn5(<tiny>)", "def fn6(List q) { q*.toString() }\nout << fn6(<list>)", "def fn7(int... q) { q.sum() }\nout << fn7(<int>, <tiny>) << fn7()"),
    "use": ("out << new P()", "def p = new P(); p.a = <any>; out << p << p.a", "out << new P(a: <int>).a", "out << new P(a: <any>, n: <any>)", "out << new P().any()", "out << new P().zip(<any>)", "out << new P().q", "out << new P(n: <str>).n", "out << [new P(a: 2), new P(a: 1)].sort { it.a }", "out << (new P(a: 1) + 1)", "out << (new P() == new P())",
            "out << new P()(<any>)", "out << new P()[<any>]", "out << [new P(), new P()]*.n", "out << new P().with { n = <any>; it.n }", "out << new P().@n", "out << P.c", "out << new P().hasProperty('a')?.name", "out << (new P().respondsTo('any') ? 1 : 0)", "out << P.name << P.simpleName", "out << new P().properties.keySet().sort()", "out << (new P() as String)", "out << (new P() ? 1 : 2)", "out << E.values() << E.A.next() << E.valueOf('B').ordinal() << (E.A <=> E.C)", "out << new P(b: 1)", "out << new P(<any>)"),
}  # fmt: skip
LEAVES["exc"] = ("Exception", "RuntimeException", "IllegalArgumentException", "ArithmeticException", "NullPointerException", "MissingMethodException", "MissingPropertyException", "IndexOutOfBoundsException", "ClassCastException", "AssertionError", "IllegalStateException", "Throwable", "UnsupportedOperationException", "NumberFormatException")  # fmt: skip
TEMPLATES["exc"] = ()
#: Groovy 2.4 cannot make an AssertionError of a string on Java 17: its constructor for strings is private.
LEAVES["thrown"] = tuple(one for one in LEAVES["exc"] if one != "AssertionError")
TEMPLATES["thrown"] = ()

#: What every script starts with: the variables that leaves name, and some methods.
PRELUDE = """\
def i = 5; int j = 3; def s = 'str'; String t = 'tt'; def b = true; def d = 2.5; long l = 7; def z = null
def xs = [4, 'x', null]; def is = [2, 9, 4]; def ss = ['q', 'Rr']; def m = [a: 1, k: 'v']; def out = []
def ident(x) { x }
def twice(x) { [x, x] }
def area(Number n, int k = 2) { n * k }
def opt(a = 1, c = 'c') { [a, c] }
def all(Object... xs) { xs.size() + ':' + xs }
def typed(int x) { 'int' }
def typed(String x) { 'String' }
def typed(Object x) { 'Object' }
def typed(List x) { 'List' }
def typed(BigDecimal x) { 'BigDecimal' }
"""
