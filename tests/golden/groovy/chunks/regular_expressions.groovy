def m = 'John 25, Mary 30' =~ /(\w+) (\d+)/
println([m.count, m[0], m[1][1], m.collect { it[2] as int }.sum()])
m.each { all, name, age -> println "$name=$age" }
println(['', m.hasGroup(), m.groupCount()])
---
println 'a1b2c3'.replaceAll(/[a-z](\d)/) { all, d -> "$d$all" }
println 'a1b2'.replaceAll(/([a-z])(\d)/, '$2$1')
println 'foo.bar'.replaceAll(/\./, '\\\\')
println 'price $5'.replaceAll(/\$/, java.util.regex.Matcher.quoteReplacement('$US'))
println 'x'.replaceAll('x', '\\$')
---
def p = ~/(?<year>\d{4})-(?<month>\d\d)/
def m = p.matcher('on 2020-05 and 2021-06')
while (m.find()) println m.group('year') + '/' + m.group('month') + " at ${m.start()}-${m.end()}"
println([p.pattern(), p, p.class.name, p.flags()])
---
def m = 'hello' =~ /l+/
println([m.find(), m.start(), m.end(), m.group(), m.find()])
m.reset()
println([m.replaceAll('L'), m.replaceFirst('X'), m.matches(), m.lookingAt()])
try { ('a' =~ /b/)[0] } catch (e) { println e.class.name + ': ' + e.message }
try { ('a' =~ /b/).group() } catch (e) { println e.class.name + ': ' + e.message }
try { ~/(/ } catch (e) { println e.class.name }
---
import java.util.regex.*
println([Pattern.matches('a+', 'aaa'), Pattern.quote('a.b'), Pattern.compile('B', Pattern.CASE_INSENSITIVE).matcher('abc').find(), Pattern.compile(',').split('a,b').toList()])
def sb = new StringBuffer(); def m = Pattern.compile('(\\d)').matcher('a1b2'); while (m.find()) m.appendReplacement(sb, '<$1>'); m.appendTail(sb); println sb
println 'tel: 555-1234'.find(/\d{3}-\d{4}/) + ('a b'.matches(/\w \w/)) + ('a-b' =~ /-/).size()
println 'cat bat'.replaceAll(/\b(\w)/) { it[0].toUpperCase() }
println 'x1y22'.eachMatch(/\d+/) { print "[$it]" }
---
println '\\d+' + /\d+/ + ~/\d+/
println(['a.b.c'.tokenize('.'), 'a.b.c'.split('\\.').toList(), 'a|b'.split('\\|').toList(), 'a|b'.split(/\|/).size()])
---
println(['Ünïcödé'.replaceAll(/\p{L}/, 'L'), 'tab\tx'.replaceAll(/\s/, '_'), 'a1!'.replaceAll(/\W/, ''), 'aB3'.replaceAll(/[^\p{Lu}]/, '')])
println(['x{1}'.replaceAll(/[{}]/, ''), '\u00e9'.matches(/\w/)])
