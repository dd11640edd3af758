println String.format('%d %5d|%-5d|%05d|%+d|%,d|%x|%X|%o', 1, 2, 3, 4, 5, 1234567, 255, 255, 8)
println String.format('%s|%10s|%-10s|%.2s|%S', 'abc', 'abc', 'abc', 'abc', 'abc')
---
println String.format('%f|%.2f|%8.3f|%-8.1f|%08.2f|%e|%.3g|%,.2f', 1.5, 1.005, 3.14159, 2.0, 2.5, 12345.678, 0.00012345, 1234567.891)
println String.format('%b %c %n%%|%h', true, 'x' as char, 'hello').replace('\n', '~')
---
println String.format('%2$s %1$s %1$s', 'a', 'b')
println String.format('%s %s %s', null, [1, 2], [a: 1])
---
println sprintf('%03d-%s', 7, 'x')
printf('%s is %d%n', 'a', 3)
---
printf '%5.1f|%n', 2.345
println 'static: ' + String.format(Locale.US, '%,.1f', 1234.56)
---
println([String.format('%d', 5G), String.format('%d', 5L), String.format('%s', 1.50), String.format('%.0f', 2.5), String.format('%.1f', 0.25)])
---
def t = { f, Object... a -> try { String.format(f, a) } catch (e) { e.class.simpleName + ': ' + e.message } }
println t('%d', 'x')
println t('%s %s', 1)
---
def t = { f, Object... a -> try { String.format(f, a) } catch (e) { e.class.simpleName + ': ' + e.message } }
println t('%q', 1)
println t('%.2d', 1)
---
def t = { f, Object... a -> try { String.format(f, a) } catch (e) { e.class.simpleName + ': ' + e.message } }
println t('%f', 1)
println t('%c', 'ab')
---
def t = { f, Object... a -> try { String.format(f, a) } catch (e) { e.class.simpleName + ': ' + e.message } }
println t('%-d', 1)
println t('%x', -1)
---
def t = { f, Object... a -> try { String.format(f, a) } catch (e) { e.class.simpleName + ': ' + e.message } }
println t('%x', -1L)
println t('%5c|%-5b|', 'z' as char, false)
---
def t = { f, Object... a -> try { String.format(f, a) } catch (e) { e.class.simpleName + ': ' + e.message } }
println t('%<s', 1)
println t('%s%<s', 1)
---
def d = new Date(0)
println String.format('%tY-%<tm-%<td %<tH:%<tM:%<tS', d)
println String.format('%tB %<tb %<te %<tA %<ta %<ty %<tj %<tp %<tI %<tl %<tk %<tL', d)
---
def d = new Date(0)
println String.format('%tF %<tT %<tD %<tR %<tr', d)
println String.format('%ts %<tQ', 5000L)
---
def d = new Date(0)
println String.format('%tc', d)
println String.format('%tZ %<tz', d)
