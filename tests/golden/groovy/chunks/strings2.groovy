println 'abc' * 3
println 'hello world' - 'o'
println 'hello' - 'xyz'
---
println 'a-b-c' - ~/-\w/
---
def s = 'az'; s++; println s; s--; println s; println 'zz'.next(); println 'Zz'.next(); println 'a9'.next(); println 'b'.previous()
---
println 'hello'[0]
println 'hello'[-1]
println 'hello'[1..3]
---
println 'hello'[3..1]
println 'hello'[0, 2, 4]
println 'hello'[1..-1]
---
println 'hello'[-3..-1]
println 'hello'[0..<2]
---
try { 'abc'[5] } catch (e) { println e }
try { 'abc'[1..9] } catch (e) { println e }
try { 'abc'.substring(5) } catch (e) { println e.class }
try { 'abc'.charAt(7) } catch (e) { println e.class }
---
println 'a,b,,c,,'.split(',').toList()
println 'a,b,,c'.tokenize(',')
println 'a b\tc\nd'.split().toList()
---
println 'a1b2c3'.split(/\d/).toList()
println 'a:b:c'.split(':', 2).toList()
println 'abc'.split('').toList()
---
println 'a.b.c'.tokenize('.')
println 'a, b; c'.tokenize(',; ')
println ''.tokenize(',')
---
println ''.split(',').size()
println 'x'.tokenize()
---
println 'hello'.capitalize()
println 'HELLO'.toLowerCase()
println 'hello'.reverse()
---
println 'hello'.center(11, '*')
println 'hello'.padLeft(8, '.') + 'hello'.padRight(8, '.') + '|'
println 'abc'.center(10) + '|'
---
println 'hello world'.replaceAll(/o(.)/) { all, x -> "[$all:$x]" }
println 'hello'.replaceAll('l', 'L')
println 'hello'.replaceFirst('l', 'L')
---
println 'a.b'.replace('.', '-')
println 'x1y2'.replaceAll(/(\w)(\d)/, '$2$1')
println 'hello'.replaceAll(/l/) { it.toUpperCase() }
---
println 'abc'.collect { it.toUpperCase() }
println 'abc'.each { print it }
println 'abcabc'.findAll { it > 'a' }
---
println 'abc'.toList()
println 'abc'.inject('') { a, b -> b + a }
println 'abc'.eachWithIndex { c, i -> print "$i$c" }
---
println 'abc'.any { it == 'b' }
println 'abc'.every { it < 'd' }
println 'abc'.find { it > 'a' }
---
println 'abcb'.count('b')
println 'abc'.indices
println 'a'.multiply(3)
---
println 'abc'.drop(1)
println 'abc'.take(2)
println 'abcd'.take(10)
---
println 'one\ntwo\nthree'.readLines(); 'one\ntwo'.eachLine { println "> $it" }; 'one\ntwo'.eachLine { l, n -> println "$n: $l" }; println 'a\r\nb'.readLines(); println 'one\ntwo'.denormalize() == 'one\ntwo'; println 'x\r\ny'.normalize().size()
---
println """\
    one
      two
    three""".stripIndent(); println '''|a
   |b'''.stripMargin(); println '#a\n #b'.stripMargin('#')
---
println 'hello'.contains('ell')
println 'hello'.startsWith('he')
println 'hello'.endsWith('lo')
---
println 'hello'.indexOf('l')
println 'hello'.lastIndexOf('l')
println 'hello'.indexOf('l', 3)
---
println 'hello'.matches(/h.*o/)
println 'hello'.equalsIgnoreCase('HELLO')
println 'b'.compareTo('a')
---
println 'abc'.compareToIgnoreCase('ABD')
println ''.isEmpty()
println 'hello'.length() + 'hello'.size()
---
println 'hello'.charAt(1).class
println 'hello'.toCharArray().class
println 'hello'.getBytes().toList()
---
println 'hello'.bytes.length
println 'hello'.getChars().length
println 'a'.codePointAt(0)
---
println 'hello'.chars.toList()
println new String('hi'.bytes)
println new String('hé'.getBytes('UTF-8'), 'UTF-8')
---
println String.valueOf(5)
println String.valueOf(['a','b'] as char[])
println 'abc'.concat('def')
---
println 'abc'.intern()
---
println 'true'.toBoolean()
println 'y'.toBoolean()
println '1'.toBoolean()
---
println 'false'.toBoolean()
println 'T'.toBoolean()
println 'yes' as Boolean
---
println 'x' ? 1 : 2
println '' ? 1 : 2
println ' '.trim() ?: 'blank'
---
println 'false' as boolean
---
println 'abc'.isCase('abc')
println 'a' in ['a']
println 'abc' =~ /b/ ? 'found' : 'none'
---
println 'abc' ==~ /b/
println 'abc' ==~ /.b./
println(('abc' =~ /b/).find())
---
println(('aXbX' =~ /X/).count)
println(('a1b2' =~ /(\w)(\d)/)[1])
println(('a1b2' =~ /(\w)(\d)/)[0][2])
---
def m = 'key=value; k2=v2' =~ /(\w+)=(\w+)/
println m.matches()
m.reset()
while (m.find()) println "${m.group(1)} -> ${m.group(2)} at ${m.start()}-${m.end()}"
println m.groupCount()
m.each { println it }
m.each { all, k, v -> println "$k/$v" }
println m.collect { it[1] }
---
def p = ~/\d+/
println p.class; println p.matcher('a12').find(); println p.matcher('12').matches(); println 'a12b3'.findAll(p); println 'a12b3'.find(p); println 'a12b3'.findAll(/\d/) { it.toInteger() * 2 }; println p.pattern(); println p; println p.split('a1b2c').toList(); println '5'.matches(p)
---
println 'abc'.find(/x/)
println 'abc'.find(/(a)(b)/) { all, a, b -> "$b$a" }
println 'foo=1,bar=2'.findAll(/(\w+)=(\d)/) { all, k, v -> [k, v] }
---
println 'abc'.replaceAll(~/[ac]/, '-')
println 'John Smith'.replaceFirst(/(\w+) (\w+)/, '$2, $1')
---
import java.util.regex.Pattern
import java.util.regex.Matcher
def p = Pattern.compile('(?<first>\\w+)-(?<second>\\w+)', Pattern.CASE_INSENSITIVE)
Matcher m = p.matcher('Foo-Bar')
println m.matches(); println m.group('first'); println m.group(2); println m.group(); println Pattern.quote('a.b'); println Pattern.matches('a+', 'aaa'); println Matcher.quoteReplacement('a$b'); println p.flags(); println m.replaceAll('x')
---
def m = 'abc' =~ /z/
try { m[0] } catch (e) { println e }
try { m.group() } catch (e) { println e }
println m.size(); println m as boolean; println m.hasGroup()
---
println "${1 + 1} ${'a' * 2} ${[1, 2]} ${[a: 1]} ${null}"; def n = 5; println "$n.class ${n.class}"; def o = [a: [b: 'deep']]; println "$o.a.b"; println "\$n \${n}"; println "${n > 3 ? "yes ${n}" : 'no'}"
---
def x = 1; def lazy = "${-> x}"; def eager = "$x"; x = 2; println "$lazy $eager"; println "${w -> w << 'written'}"; println "${{ -> 'cl' }}"; println lazy.class.name; println lazy.values.size(); println eager.strings.toList()
---
def g = "a${1}b"
println g == 'a1b'
---
def g = "a${1}b"
println 'a1b' == g
---
def g = "a${1}b"
println g.equals('a1b')
---
def g = "a${1}b"
println 'a1b'.equals(g)
---
def g = "a${1}b"
def m = ["${'k'}": 1]
println m['k']
---
def g = "a${1}b"
def m = ["${'k'}": 1]
println m.k
---
def g = "a${1}b"
def m = ["${'k'}": 1]
println m.keySet()[0].class.simpleName
---
def g = "a${1}b"
def m = ["${'k'}": 1]
println g.toString().class
---
def g = "a${1}b"
def m = ["${'k'}": 1]
println g.length()
---
def g = "a${1}b"
def m = ["${'k'}": 1]
println g instanceof String
---
def g = "a${1}b"
def m = ["${'k'}": 1]
println g instanceof CharSequence
---
def g = "a${1}b"
def m = ["${'k'}": 1]
println g.toUpperCase()
---
println 'it''s' 
---
println String.format('%5d|%-5d|%05d|%x|%X|%o|%e|%.2f|%10.3f|%,d', 42, 42, 42, 255, 255, 8, 12345.678d, 3.14159d, 2.5d, 1234567)
---
println String.format('%s %S %10s|%-10s|%.2s %b %c %% %n', 'a', 'b', 'c', 'd', 'efgh', true, 'x' as char).trim()
---
println String.format('%2$s %1$s %<s', 'a', 'b')
---
println String.format('%08.2f|%+d|%(d|% d|%#x', 3.14159d, 5, -5, 5, 255); println String.format('%tY', new Date(0)); println String.format('%h', 'hello'); println sprintf('%d-%s', 1, 'a'); printf('%s and %s%n', 'a', 'b'); printf('%d\n', [7]); println String.format('%s', [1, 2]); println String.format('%s %s', null, [a: 1]); println String.format('%g', 12345.6789d)
---
try { String.format('%d', 'x') } catch (e) { println e }
try { String.format('%q', 1) } catch (e) { println e }
try { String.format('%s %s', 1) } catch (e) { println e }
try { String.format('%d', 1.5) } catch (e) { println e }
try { String.format('%.2f', 1) } catch (e) { println e }
---
println 'abc'.asType(List)
---
println 'abc' as List
---
println 'abc' as char[]
---
println 'abc' as String[]
---
println '5' as Integer
---
println '5' as int
---
println '5.5' as BigDecimal
---
println '5' as long
---
println 'a' as Character
---
println (('5' as double).class)
---
println 'hello world foo'.split(' ').collect { it.capitalize() }.join(' ')
println 'camelCaseString'.replaceAll(/([A-Z])/, '_$1').toLowerCase()
println 'snake_case_here'.split('_').with { it[0] + it[1..-1]*.capitalize().join() }
---
println 'hello'.toSet().size()
println 'hello'.toList().unique().join()
println 'b,a,c'.split(',').sort().join('|')
---
println 'abc'.minus('b')
println 'abc'.plus(1)
println 'aXbX'.minus('X')
---
println 'abc'.leftShift('d')
println 'abc'.getAt(1)
println 'abc'.getAt([0, 2])
---
println 'tar.gz'.lastIndexOf('.')
println 'x'.compareTo('xyz')
println 'abc'.tr('a-c', 'A-C')
---
println 'hello'.tr('el', 'ip')
println 'aabbcc'.replace('b', '')
println 'hello'.expand(4)
---
println 'a\tb'.expand(4)
println 'a    b'.unexpand(4).bytes.toList()
---
println 'abc'.isAllWhitespace()
println '  '.isAllWhitespace()
println 'hello'.takeWhile { it != 'l' }
---
println 'hello'.dropWhile { it != 'l' }
println 'ab'.toCharacter()
---
println 'hello'.regionMatches(1, 'ell', 0, 3)
println 'hello'.subSequence(1, 3)
println 'A'.toLowerCase() + 'a'.toUpperCase()
---
println 'hello'.contentEquals('hello')
println String.join(',', 'a', 'b')
println String.join('-', ['x', 'y'])
---
println 'a'.isNumber()
println 'abc'.bytes.encodeBase64().toString()
println new String('YWJj'.decodeBase64())
---
println 'abc'.bytes.encodeHex().toString()
println 'a b&c'.collectReplacements { it == ' ' ? '+' : null }
---
println 'abc' > 'abd'
println 'abc' < 'abd'
println 'a' <=> 'c'
---
println 'a'..'e'
println(('a'..'e').class)
println(('a'..'e').toList())
---
println(('aa'..'ad').toList())
println(('a'..<'c').size())
println 'c' in 'a'..'e'
---
println(('e'..'a').toList())
println (('x'..'ab').toList())
---
println 'x'.equals(null)
---
println 'x' == null
---
println null == null
---
println 'x'.is('x')
---
println 'abc'.inspect()
---
println "it's".inspect()
---
println 'a\nb'.inspect()
---
println 'abc'.eachMatch(/[ab]/) { print it }; println 'x-y'.split('-').class.simpleName; println 'a,b' .split(',')*.toUpperCase(); def (a, b) = 'p=q'.split('='); println "$a $b"; def (c, d, e) = 'm:n'.tokenize(':'); println "$c $d $e"
---
'hello'.foo
---
'hello'.substring('a')
---
'hello'.toUpperCas()
---
println 'hello'.class.name
println 'hello'.getClass().getName()
println 'hello'.getClass().simpleName
---
println String.name
println String
println String.class
---
println "x${1}".class
println 'a'.class == String
println String == 'a'.getClass()
---
println "#!/bin/sh ${1}\n    a\n     \n    ".stripIndent().inspect()
println "  ${1}\n    a\n     \n    ".stripIndent().inspect()
println "  ${1}\n    a\n     \n    \n".stripIndent().inspect()
println "  ${1}\n    a\n     \n    ".stripIndent(0).inspect()
println "    \n${' '}".stripIndent().inspect()
println "  a\n  ".stripIndent(0).inspect()
println "\t ${1}\n  b".stripIndent().inspect()
