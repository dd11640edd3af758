println(['a'.padLeft(3), 'a'.padRight(3, '*'), 'ab'.center(6), 'ab'.center(7, '-'), 'abc'.padLeft(2)])
println(['abc'.capitalize(), 'ABC'.uncapitalize(), 'a-b'.tr('a-y', 'b-z'), 'hello world'.tokenize().collect { it.capitalize() }.join(' ')])
---
println(['a,b,,c,'.split(',').length, 'a,b,,c,'.split(',', -1).length, 'a,b,,c'.tokenize(','), 'a b'.split(), 'k=v=w'.split('=', 2)])
println(['  trim '.trim(), '\tx\n'.trim(), 'xxabxx'.replaceAll('^x+|x+$', ''), 'a\n b\n'.stripIndent(), 'abc'.stripMargin()])
---
println(['abcabc'.replace('b', 'X'), 'abcabc'.replaceFirst('b', 'Y'), 'a.b'.replace('.', '-'), 'a.b'.replaceAll('.', '-')])
println(['abc'.replaceAll(/(b)/, '[$1]'), 'abc'.replaceAll(/b/) { it.toUpperCase() }])
---
println(['Hello'.toLowerCase(), 'Hello'.toUpperCase(), 'Hello'.reverse(), 'Hello'.size()])
println(['Hello'.length(), 'Hello'.count('l'), 'Hello'.indexOf('l'), 'Hello'.lastIndexOf('l')])
println(['Hello'.indexOf('z')])
println 'Hello'.startsWith('He') && 'Hello'.endsWith('lo') && 'Hello'.contains('ell') && !'Hello'.isEmpty() && ''.empty && 'Hello'.equalsIgnoreCase('HELLO')
println(['Hello'.take(2), 'Hello'.drop(2), 'Hello'.substring(1), 'Hello'.substring(1, 3)])
println(['Hello'[1..-2], 'Hello'.charAt(0), 'Hello'.toCharArray().length, 'Hello'.chars])
println(['Hello'.toList()])
println(['a1b22'.findAll(/\d+/), 'a1b22'.find(/\d+/), 'a1b22'.find(/z/), 'a1'.matches('[a-z]\\d'), 'a1b22'.replaceAll(/\d+/) { m -> "<${m}>" }])
println(['line1\nline2\r\nline3'.readLines() + 'x\ny'.eachLine { l, n -> "$n:$l" }, 'ab'.each { print it }])
println(['abc' * 2, 'abc'.multiply(1), 'abc'.minus('b'), 'abc'.plus(1)])
println(['abc'.next(), 'abc'.concat('d'), 'abc'.intern(), 'b'.compareTo('a')])
---
println(['abc'.contains('b'), 'a-b-c'.split('-').toList(), 'abc'.isNumber(), 'aXbX'.lastIndexOf('X', 2)])
println(['x'.bytes, 'ab'.eachMatch(/./) { print it }])
println(['expand\ttab'.expand(4), 'a   b'.unexpand(4), 'abc'.asBoolean(), ''.asBoolean()])
println(['a\\b', 'q'.isAllWhitespace(), ' '.isAllWhitespace(), 'denormalize\n'.denormalize().size()])
println(['a\r\nb'.normalize().size()])
println(['abcd'.collect { it + it }.join(), 'abc'.every { it < 'd' }, 'abc'.any { it == 'z' }, 'abca'.toSet()])
---
println(['abc'.inject('') { a, c -> c + a }, 'abc'.findIndexOf { it == 'b' }, 'abcabc'.count('bc'), 'hello'.inspect()])
println(["g${1}".inspect(), 'it\'s'.inspect(), [a: 'x', 'b c': [1, 'y']].inspect(), [1, 'a', null, 1.5, 'c' as char].inspect()])
println(['b,a'.tokenize(',').sort(), 'aXbXc'.split('X')*.toUpperCase(), ['x', 'y'].join(', '), 'a:b'.tokenize(':')[1], 'hello'.take(9)])
---
println(['hello'.getAt(0), 'hello'.getChars(), 'hello'.isLong(), 'hello'.codePointAt(0)])
println(['hello'.regionMatches(1, 'xel', 1, 2), 'hello'.contentEquals('hello'), 'a'.compareToIgnoreCase('B'), String.valueOf(5)])
---
println 'abc'.bytes.size()
