def d = new Date(0)
println d
println([d.time, d.class.name, d.format('yyyy-MM-dd HH:mm:ss'), d.format("yyyy-MM-dd'T'HH:mm:ss.SSSZ", TimeZone.getTimeZone('UTC'))])
println([d.format('EEE, d MMM yyyy'), d.format('EEEE MMMM'), d.format('hh:mm a'), d.format('yy D w W u k K z X XXX'), d.format("''yy")])
---
def d = Date.parse('yyyy-MM-dd', '2020-02-28')
println d + 2
println d - 1
println((d + 1) - d)
println([d.plus(3).format('MM/dd'), d.minus(30).format('MM/dd'), d.next().format('dd'), d.previous().format('dd')])
println d < d + 1
println d == Date.parse('dd.MM.yyyy', '28.02.2020')
println d.before(d + 1) && (d + 1).after(d)
println([d[Calendar.YEAR], d[Calendar.MONTH], d[Calendar.DAY_OF_MONTH], d[Calendar.DAY_OF_WEEK], d[Calendar.DAY_OF_YEAR]])
d.upto(d + 2) { print it.format('dd ') }
d.downto(d - 1) { print it.format('dd ') }
println()
println((d..(d + 2)).collect { it.format('dd') })
---
def d = new Date(1234567890123L)
println d.clearTime().time
d = new Date(1234567890123L)
d.set(year: 2021, month: Calendar.MARCH, date: 5, hourOfDay: 1)
println d
println d.copyWith(minute: 0).format('HH:mm')
println([d.getYear(), d.month, d.date, d.day])
println([d.hours, d.minutes, d.seconds])
println d.dateString + ' ' + d.timeString.replace('\u202f', ' ')
println new Date(120, 0, 15).format('yyyy-MM-dd')
println new Date(d.time) == d
println d.toCalendar().get(Calendar.YEAR)
println d.hashCode() + ' ' + d.compareTo(new Date(0))
---
import java.text.SimpleDateFormat
def f = new SimpleDateFormat('yyyy/MM/dd HH:mm')
f.setTimeZone(TimeZone.getTimeZone('America/New_York'))
println f.format(new Date(0))
f.timeZone = TimeZone.getTimeZone('GMT+2')
println f.parse('2020/01/01 00:00').time
try { f.parse('garbage') } catch (e) { println e.class.simpleName + ': ' + e.message + ' ' + e.errorOffset }
f.lenient = false
try { f.parse('2020/13/01 00:00') } catch (e) { println e.class.simpleName }
println new SimpleDateFormat("yyyyMMdd'T'HHmmss").format(new Date(86400000L))
println new SimpleDateFormat('MMM d, yyyy', Locale.US).parse('Jan 5, 2021').time
println new SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ss.SSSX").format(new Date(1L)) + f.toPattern()
---
def c = Calendar.getInstance(TimeZone.getTimeZone('UTC'))
c.setTimeInMillis(0)
c.set(2020, Calendar.FEBRUARY, 29, 12, 30, 15)
println c.time
c.add(Calendar.YEAR, 1)
println c.time
c.add(Calendar.DAY_OF_MONTH, 5); c.add(Calendar.HOUR, -13); c.roll(Calendar.MONTH, 11)
println c.time
println([c.get(Calendar.WEEK_OF_YEAR), c.get(Calendar.DAY_OF_WEEK), c.get(Calendar.AM_PM), c.get(Calendar.HOUR)])
println([c.get(Calendar.HOUR_OF_DAY), c.getActualMaximum(Calendar.DAY_OF_MONTH), c.timeZone.ID])
c[Calendar.DAY_OF_MONTH] = 1
println([c.format('yyyy-MM-dd'), c[Calendar.YEAR], c.timeInMillis])
def g = new GregorianCalendar(2019, 11, 31)
println([g.time.format('yyyy-MM-dd'), g.isLeapYear(2020), g.before(c), (g <=> c)])
println c.clone().time == c.time
println c.clearTime().format('HH:mm')
---
println([TimeZone.getTimeZone('America/New_York').ID, TimeZone.getTimeZone('EST').rawOffset, TimeZone.getTimeZone('Nowhere').ID, TimeZone.getTimeZone('GMT+5').ID])
println([TimeZone.getTimeZone('Europe/Paris').getOffset(1593561600000L), TimeZone.getTimeZone('Europe/Paris').inDaylightTime(new Date(1593561600000L)), TimeZone.getTimeZone('UTC').displayName])
import java.util.concurrent.TimeUnit
println([TimeUnit.MINUTES.toSeconds(5), TimeUnit.MILLISECONDS.toHours(7200000), TimeUnit.DAYS.toMillis(1), TimeUnit.SECONDS.convert(3, TimeUnit.HOURS)])
println([TimeUnit.valueOf('DAYS'), TimeUnit.values().toList()])
