TimeZone.setDefault(TimeZone.getTimeZone('UTC'))
def d = new Date(0)
println d
---
TimeZone.setDefault(TimeZone.getTimeZone('UTC'))
def d = new Date(0)
println d.time
---
TimeZone.setDefault(TimeZone.getTimeZone('UTC'))
def d = new Date(0)
println d.format('yyyy-MM-dd HH:mm:ss')
---
TimeZone.setDefault(TimeZone.getTimeZone('UTC'))
def d = new Date(0)
println d + 1
---
TimeZone.setDefault(TimeZone.getTimeZone('UTC'))
def d = new Date(0)
println d - 1
---
TimeZone.setDefault(TimeZone.getTimeZone('UTC'))
def d = new Date(0)
println((d + 5) - d)
---
TimeZone.setDefault(TimeZone.getTimeZone('UTC'))
def d = new Date(0)
println d.plus(3)
---
TimeZone.setDefault(TimeZone.getTimeZone('UTC'))
def d = new Date(0)
println d < d + 1
---
TimeZone.setDefault(TimeZone.getTimeZone('UTC'))
def d = new Date(0)
println d == new Date(0)
---
TimeZone.setDefault(TimeZone.getTimeZone('UTC'))
def d = new Date(0)
println d.year + 1900
---
TimeZone.setDefault(TimeZone.getTimeZone('UTC'))
def d = new Date(0)
println d[Calendar.YEAR]
---
TimeZone.setDefault(TimeZone.getTimeZone('UTC'))
def d = new Date(0)
println d.clearTime()
---
TimeZone.setDefault(TimeZone.getTimeZone('UTC'))
def d = new Date(0)
println d.next()
---
TimeZone.setDefault(TimeZone.getTimeZone('UTC'))
def d = new Date(0)
println d.before(d + 1)
---
TimeZone.setDefault(TimeZone.getTimeZone('UTC'))
def d = new Date(0)
println d.getDateString()
---
TimeZone.setDefault(TimeZone.getTimeZone('UTC'))
def d = new Date(0)
println d.getTimeString()
---
TimeZone.setDefault(TimeZone.getTimeZone('UTC'))
def d = new Date(0)
println d.getDateTimeString()
---
TimeZone.setDefault(TimeZone.getTimeZone('UTC')); def d = Date.parse('yyyy-MM-dd HH:mm', '2020-02-29 13:45'); println d; println d.format('EEE, dd MMM yyyy hh:mm a'); println d.format("yyyy-MM-dd'T'HH:mm:ss.SSSZ"); println d.format('EEEE MMMM d yy D w H k K h m s S z X'); println d.format('dd/MM/yyyy', TimeZone.getTimeZone('America/New_York')); println d.month; println d.day; println d.date; println d.hours; println d.minutes; d.set(year: 2021, month: 0); println d; println d.updated(date: 5); println d.copyWith(hourOfDay: 3); println d[Calendar.DAY_OF_MONTH]; println (d..(d + 2)).size(); d.upto(d + 1) { print it.date + ' ' }; println(); try { Date.parse('yyyy', 'x') } catch (e) { println e }
---
TimeZone.setDefault(TimeZone.getTimeZone('UTC')); def c = Calendar.instance; c.setTimeInMillis(0); println c.get(Calendar.YEAR); c.add(Calendar.DAY_OF_MONTH, 40); println c.time; println c[Calendar.MONTH]; c.set(Calendar.HOUR_OF_DAY, 5); println c.time; c.set(2020, Calendar.MARCH, 1); println c.format('yyyy-MM-dd'); println c.getActualMaximum(Calendar.DAY_OF_MONTH); println c.get(Calendar.DAY_OF_WEEK); println c.timeInMillis; c.set(2020, 0, 31, 10, 20, 30); println c.time; c.add(Calendar.MONTH, 1); println c.time; println Calendar.SUNDAY; def g = new GregorianCalendar(2019, 1, 3); println g.time; println g.isLeapYear(2020); c.set(year: 2000, month: 5); println c.time.format('yyyy-MM'); println c.before(g); println c.clone().time == c.time; println c.get(Calendar.WEEK_OF_YEAR) > 0; c.clear(); println c.time; println new Date(0).toCalendar().get(Calendar.YEAR); c.roll(Calendar.MONTH, 1); println c.time; println Calendar.getInstance(TimeZone.getTimeZone('UTC')).timeZone.ID
---
import java.time.*
import java.time.format.DateTimeFormatter
def d = LocalDate.of(2020, 2, 28); println d; println d.plusDays(2); println d.minusMonths(1); println d.format(DateTimeFormatter.ofPattern('dd.MM.yyyy')); println d.dayOfWeek; println d.month; println d.monthValue; println d.year; println d.lengthOfMonth(); println d.isLeapYear(); println LocalDate.parse('2021-03-04').dayOfYear; println d.isBefore(LocalDate.of(2021, 1, 1)); println d.atStartOfDay(); println d.withDayOfMonth(1); println d < LocalDate.of(2021, 1, 1); println d == LocalDate.of(2020, 2, 28); println d.until(LocalDate.of(2020, 3, 1)).days; println java.time.temporal.ChronoUnit.DAYS.between(d, LocalDate.of(2020, 3, 1)); println d.plusWeeks(1).dayOfWeek.value; println LocalDate.parse('04/03/2021', DateTimeFormatter.ofPattern('dd/MM/yyyy')); println d.plusYears(1); println d.plus(Period.ofDays(3)); println d.class
---
import java.time.*
import java.time.format.*
def t = LocalDateTime.of(2020, 1, 2, 3, 4, 5); println t; println t.plusHours(30); println t.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME); println t.format(DateTimeFormatter.ofPattern('yyyyMMdd-HHmmss')); println t.toLocalDate(); println t.toLocalTime(); println t.hour + t.minute + t.second; println LocalDateTime.parse('2020-01-02T03:04:05').isEqual(t); println LocalDateTime.of(2020, 1, 2, 3, 0); println t.atZone(ZoneId.of('UTC')); println t.atZone(ZoneOffset.UTC).toInstant(); println t.toEpochSecond(ZoneOffset.UTC); println t.withNano(5000000); println t.truncatedTo(java.time.temporal.ChronoUnit.HOURS); println t.dayOfWeek; println LocalTime.of(1, 2).plusMinutes(70); println LocalTime.parse('10:15').hour; println LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC); println LocalDateTime.ofInstant(Instant.EPOCH, ZoneId.of('UTC')); try { LocalDate.parse('x') } catch (e) { println e.class.name; println e.message }; try { LocalDate.of(2020, 13, 1) } catch (e) { println e.message }
---
import java.time.*
def d = Duration.ofSeconds(3725); println d; println d.toMinutes(); println d.toHours(); println d.seconds; println Duration.ofMillis(1500); println Duration.ofMinutes(90); println Duration.between(Instant.ofEpochSecond(0), Instant.ofEpochSecond(60)); println d.plusMinutes(1); println d.toMillis(); println Duration.ZERO; println Duration.parse('PT1H').toMinutes(); println Period.of(1, 2, 3); println Period.ofDays(5).days; println d > Duration.ofMinutes(1); println d.isZero(); println d.multipliedBy(2); println Duration.ofDays(2); println d.negated(); println Duration.ofMillis(1)
---
import java.time.*
import java.time.format.*
def i = Instant.ofEpochMilli(1500000000123L)
println i
---
import java.time.*
import java.time.format.*
def i = Instant.ofEpochMilli(1500000000123L)
println i.toEpochMilli()
---
import java.time.*
import java.time.format.*
def i = Instant.ofEpochMilli(1500000000123L)
println i.epochSecond
---
import java.time.*
import java.time.format.*
def i = Instant.ofEpochMilli(1500000000123L)
println i.plusSeconds(60)
---
import java.time.*
import java.time.format.*
def i = Instant.ofEpochMilli(1500000000123L)
println Instant.parse('2020-01-01T00:00:00Z').toEpochMilli()
---
import java.time.*
import java.time.format.*
def i = Instant.ofEpochMilli(1500000000123L)
println i.atZone(ZoneId.of('Europe/Berlin'))
---
import java.time.*
import java.time.format.*
def i = Instant.ofEpochMilli(1500000000123L)
println ZonedDateTime.ofInstant(i, ZoneId.of('UTC')).format(DateTimeFormatter.ofPattern('yyyy-MM-dd HH:mm:ss z'))
---
import java.time.*
import java.time.format.*
def i = Instant.ofEpochMilli(1500000000123L)
println Instant.EPOCH
---
import java.time.*
import java.time.format.*
def i = Instant.ofEpochMilli(1500000000123L)
println i.isAfter(Instant.EPOCH)
---
import java.time.*
import java.time.format.*
def i = Instant.ofEpochMilli(1500000000123L)
println Date.from(Instant.EPOCH).time
---
import java.time.*
import java.time.format.*
def i = Instant.ofEpochMilli(1500000000123L)
println new Date(0).toInstant()
---
import java.time.*
import java.time.format.*
def i = Instant.ofEpochMilli(1500000000123L)
println ZonedDateTime.of(2020, 1, 1, 0, 0, 0, 0, ZoneId.of('America/New_York')).toInstant()
---
import java.time.*
import java.time.format.*
def i = Instant.ofEpochMilli(1500000000123L)
println DateTimeFormatter.ISO_INSTANT.format(Instant.EPOCH)
---
import java.time.*
import java.time.format.*
def i = Instant.ofEpochMilli(1500000000123L)
println ZoneId.of('UTC')
---
import java.time.*
import java.time.format.*
def i = Instant.ofEpochMilli(1500000000123L)
println ZoneOffset.UTC
---
import java.time.*
import java.time.format.*
def i = Instant.ofEpochMilli(1500000000123L)
println OffsetDateTime.of(2020, 1, 1, 1, 1, 1, 0, ZoneOffset.ofHours(2))
---
import java.time.*
import java.time.format.*
def i = Instant.ofEpochMilli(1500000000123L)
println ZonedDateTime.parse('2020-01-01T00:00:00Z').toEpochSecond()
---
import java.time.*
import java.time.format.*
def i = Instant.ofEpochMilli(1500000000123L)
println i.minus(Duration.ofDays(1))
---
import java.time.*
import java.time.format.*
def i = Instant.ofEpochMilli(1500000000123L)
println i.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
---
import java.time.*
import java.time.format.*
def i = Instant.ofEpochMilli(1500000000123L)
println DayOfWeek.MONDAY.plus(3)
---
import java.time.*
import java.time.format.*
def i = Instant.ofEpochMilli(1500000000123L)
println Month.of(3)
---
import java.time.*
import java.time.format.*
def i = Instant.ofEpochMilli(1500000000123L)
println Year.now().value > 2000
---
import java.time.*
import java.time.format.*
def i = Instant.ofEpochMilli(1500000000123L)
println LocalDate.now().year > 2000
---
import java.util.concurrent.TimeUnit
println TimeUnit.SECONDS.toMillis(5); println TimeUnit.HOURS.toMinutes(2); println TimeUnit.MILLISECONDS.toSeconds(5500); println TimeUnit.valueOf('DAYS').toHours(1); println TimeUnit.MINUTES; println TimeUnit.DAYS.convert(48, TimeUnit.HOURS); println TimeUnit.SECONDS.name(); def s = System.currentTimeMillis(); println s > 0; println s.class; println System.nanoTime().class
