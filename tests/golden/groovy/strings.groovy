def s = '  Hello World  '
println s.trim().size()
println s.trim().toUpperCase() + s.trim().toLowerCase()
println 'abc'.capitalize() + 'ABC'.uncapitalize()
println 'a,b,,c,,'.split(',').toList()
println 'a,b,,c'.tokenize(',')
println 'a b  c'.split()
println 'hello'.replace('l', 'L')
println 'hello'.replaceAll(/l+/, 'X')
println 'a1b2'.replaceAll(/(\d)/) { all, d -> "<$d>" }
println 'a1b2'.replaceAll(/(\d)/, '[$1]')
println 'a1b2'.replaceFirst(/\d/, '#')
println 'hello'.contains('ell')
println 'hello'.startsWith('he') && 'hello'.endsWith('lo')
println 'hello'.indexOf('l') + 'hello'.lastIndexOf('l')
println 'hello'.substring(2) + 'hello'.substring(1, 3)
println 'hello'[0] + 'hello'[-1] + 'hello'[1..2]
println 'hello'.reverse()
println 'ab' * 3
println 'hello' - 'l'
println 'a'.padLeft(3) + 'b'.padRight(3, '.') + 'c'.center(5, '*')
println 'abc'.collect { it + '!' }
println 'abc'.each { print it }
println 'line1\nline2'.readLines()
println 'a-b'.tokenize('-')
println 'abc' < 'abd'
println 'abc' <=> 'abd'
println 'abc'.compareTo('abe')
println 'abc' == 'abc'
println 'ABC'.equalsIgnoreCase('abc')
println ''.isEmpty()
println 'abc'.toList()
println 'abc' as List
println '12'.toInteger() + '1.5'.toDouble()
println '12'.isNumber() && !'x'.isNumber() && '12'.isInteger()
println 'true'.toBoolean()
println 'abc'.count('b')
println '''
    indented
      more
    back'''.stripIndent()
println '''|one
           |two'''.stripMargin()
println 'abc'.chars.size()
println 'a'.next() + 'b'.previous()
println 'hello world foo'.split(' ').collect { it.capitalize() }.join(' ')
println 'x'.bytes
println 'hello'.take(2) + 'hello'.drop(3)
println String.format('%05d|%-5s|%5s|%.2f|%x|%s', 42, 'ab', 'cd', 3.14159, 255, [1])
println sprintf('%d-%s', 1, 'x')
println 'abc'.hashCode()
println 'a\tb'.expand(4)
println 'hello'.tr('el', 'ip')
println 'abcabc'.findAll('b')
println 'foo bar'.find(/b\w+/)
println 'x=1;y=2'.split(';').collectEntries { it.split('=') as List }
println "a".plus(1) + 1.5 + null + true
println 'abc'.every { it } 
println 'Hello'.toCharArray().length
println 'abc'.inspect()
println((['a', "it's"].inspect()))
println 'a.b.c'.split('\\.').size()
println 'a|b'.split(/\|/)
println 'abc'.getAt(1)
println 'one two'.eachLine { it }
println 'k: v'.split(':', 2)*.trim()
