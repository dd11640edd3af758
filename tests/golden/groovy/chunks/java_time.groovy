import java.time.*
def d = LocalDate.of(2020, 2, 28)
println([d.plusDays(2).toString(), d.plusMonths(1), d.plusYears(1), d.minusWeeks(1)])
println([d.withDayOfMonth(1), d.isLeapYear(), d.lengthOfMonth(), d.lengthOfYear()])
---
import java.time.*
def d = LocalDate.of(2020, 2, 28)
println([d.year, d.month, d.monthValue, d.dayOfMonth])
println([d.dayOfWeek, d.dayOfYear])
---
import java.time.*
def d = LocalDate.of(2020, 2, 28)
println([d.isBefore(LocalDate.parse('2020-03-01')).toString(), (d < d.plusDays(1)), (d == LocalDate.of(2020, Month.FEBRUARY, 28)), d.compareTo(LocalDate.of(2019, 1, 1)), d.equals(d)])
println([d.atStartOfDay().toString(), d.atTime(10, 30), d.atTime(LocalTime.NOON), d.toEpochDay()])
---
import java.time.*
def d = LocalDate.of(2020, 2, 28)
println([LocalDate.ofEpochDay(1), LocalDate.ofYearDay(2020, 60)])
println([d.until(LocalDate.of(2021, 3, 1)).toString(), d.hashCode(), Period.between(d, LocalDate.of(2020, 1, 1))])
---
import java.time.*
def t = LocalTime.of(13, 5, 7, 120000000)
println "$t ${t.plusHours(12)} ${t.minusMinutes(6)} ${t.hour} ${t.minute} ${t.second} ${t.nano} ${t.toSecondOfDay()} ${t.withHour(1)} ${t.withNano(0)}"
println "${LocalTime.MIDNIGHT} ${LocalTime.NOON} ${LocalTime.MAX} ${LocalTime.parse('10:15')} ${LocalTime.of(1, 2)} ${LocalTime.ofSecondOfDay(3661)} ${t.isAfter(LocalTime.NOON)}"
def dt = LocalDateTime.of(2020, 1, 2, 3, 4, 5)
println "$dt ${dt.plusDays(1)} ${dt.toLocalDate()} ${dt.toLocalTime()} ${dt.withHour(0)} ${dt.dayOfWeek} ${dt.minusSeconds(6)} ${LocalDateTime.parse('2020-01-01T10:00')} ${LocalDateTime.of(2020, 1, 1, 0, 0)}"
println "${dt.truncatedTo(java.time.temporal.ChronoUnit.HOURS)} ${dt.toInstant(ZoneOffset.UTC)} ${dt.atZone(ZoneId.of('UTC'))} ${dt.atOffset(ZoneOffset.ofHours(2))} ${dt.toEpochSecond(ZoneOffset.UTC)} ${dt.isBefore(dt.plusNanos(1))}"
println "${LocalDateTime.of(LocalDate.of(2020, 1, 1), LocalTime.of(5, 6))} ${LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC)} ${LocalDateTime.ofInstant(Instant.EPOCH, ZoneId.of('Europe/Paris'))}"
---
import java.time.*
def i = Instant.ofEpochMilli(1500000000123L)
println "$i ${i.plusSeconds(60)} ${i.minusMillis(123)} ${i.epochSecond} ${i.toEpochMilli()} ${i.nano} ${Instant.EPOCH} ${Instant.ofEpochSecond(1)} ${Instant.parse('2020-01-01T00:00:00Z').toEpochMilli()}"
println "${i.isBefore(Instant.now())} ${i.atZone(ZoneId.of('America/New_York'))} ${i.atOffset(ZoneOffset.ofHours(-3))} ${i.truncatedTo(java.time.temporal.ChronoUnit.DAYS)} ${i.plus(Duration.ofDays(1))} ${i <=> Instant.EPOCH}"
def z = ZonedDateTime.of(2020, 3, 28, 12, 0, 0, 0, ZoneId.of('Europe/Berlin'))
println "$z ${z.plusDays(1)} ${z.plusHours(24)} ${z.withZoneSameInstant(ZoneId.of('UTC'))} ${z.withZoneSameLocal(ZoneId.of('Asia/Tokyo'))} ${z.offset} ${z.zone} ${z.toInstant()} ${z.toLocalDateTime()} ${z.toOffsetDateTime()}"
println "${ZonedDateTime.parse('2020-01-01T00:00:00+01:00[Europe/Paris]')} ${OffsetDateTime.parse('2020-01-01T00:00:00+02:00')} ${OffsetDateTime.of(2020, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC)} ${z.toEpochSecond()}"
---
import java.time.*
def d = Duration.ofMinutes(135)
println "$d ${d.toHours()} ${d.toMinutes()} ${d.seconds} ${d.toMillis()} ${d.plusSeconds(5)} ${d.negated()} ${d.multipliedBy(2)} ${d.dividedBy(2)} ${d.isNegative()} ${Duration.ZERO} ${Duration.ofDays(2)} ${Duration.ofMillis(1500)} ${Duration.ofSeconds(-1)} ${Duration.parse('PT1H30M').toMinutes()} ${Duration.ofHours(25).toDays()}"
println "${Duration.between(Instant.EPOCH, Instant.ofEpochSecond(90))} ${Duration.between(LocalTime.of(1, 0), LocalTime.of(2, 30))} ${d > Duration.ofMinutes(1)} ${d.plus(Duration.ofHours(1))} ${d.abs()} ${d.toMinutesPart()} ${d.toHoursPart()} ${Duration.ofNanos(5)}"
def p = Period.of(1, 14, 3)
println "$p ${p.normalized()} ${p.years} ${p.months} ${p.days} ${p.toTotalMonths()} ${Period.ofDays(3)} ${Period.ofWeeks(2)} ${Period.ZERO} ${Period.parse('P1Y2M')} ${p.plusDays(1)} ${LocalDate.of(2020, 1, 31).plus(Period.ofMonths(1))} ${p.isNegative()}"
---
import java.time.*
import java.time.format.*
def dt = LocalDateTime.of(2020, 1, 2, 3, 4, 5)
println([dt.format(DateTimeFormatter.ofPattern('yyyy/MM/dd HH:mm:ss')), dt.format(DateTimeFormatter.ofPattern("EEE d MMM uuuu 'at' h:mm a", Locale.US)), DateTimeFormatter.ISO_LOCAL_DATE.format(dt), dt.format(DateTimeFormatter.ISO_DATE_TIME)])
println([dt.format(DateTimeFormatter.BASIC_ISO_DATE), dt.format(DateTimeFormatter.ISO_LOCAL_TIME)])
---
import java.time.*
import java.time.format.*
def dt = LocalDateTime.of(2020, 1, 2, 3, 4, 5)
println([LocalDate.parse('05/06/2020', DateTimeFormatter.ofPattern('dd/MM/yyyy')).toString(), LocalDateTime.parse('2020-01-01 10:11', DateTimeFormatter.ofPattern('yyyy-MM-dd HH:mm')), LocalTime.parse('101112', DateTimeFormatter.ofPattern('HHmmss'))])
println([ZonedDateTime.of(dt, ZoneId.of('UTC')).format(DateTimeFormatter.ofPattern('yyyy-MM-dd HH:mm Z VV xxx')), ZonedDateTime.of(dt, ZoneId.of('UTC')).format(DateTimeFormatter.RFC_1123_DATE_TIME), DateTimeFormatter.ISO_INSTANT.format(Instant.EPOCH), DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(dt.atOffset(ZoneOffset.UTC))])
---
import java.time.*
import java.time.format.*
def dt = LocalDateTime.of(2020, 1, 2, 3, 4, 5)
try { LocalDate.parse('2020-13-01') } catch (e) { println e.class.name + ': ' + e.message }
try { LocalDate.parse('nope') } catch (e) { println e.message }
---
import java.time.*
import java.time.format.*
def dt = LocalDateTime.of(2020, 1, 2, 3, 4, 5)
try { LocalDate.of(2021, 2, 29) } catch (e) { println e.class.name + ': ' + e.message }
try { LocalDate.of(2021, 4, 31) } catch (e) { println e.message }
---
import java.time.*
import java.time.format.*
def dt = LocalDateTime.of(2020, 1, 2, 3, 4, 5)
try { LocalTime.of(25, 0) } catch (e) { println e.message }
try { LocalDate.of(2020, 13, 1) } catch (e) { println e.message }
---
import java.time.*
import java.time.temporal.*
println([ChronoUnit.DAYS.between(LocalDate.of(2020, 1, 1), LocalDate.of(2020, 12, 31)), ChronoUnit.MONTHS.between(LocalDate.of(2020, 1, 31), LocalDate.of(2020, 2, 29)), ChronoUnit.HOURS.between(LocalDateTime.of(2020, 1, 1, 0, 0), LocalDateTime.of(2020, 1, 2, 1, 30)), LocalDate.of(2020, 1, 1).until(LocalDate.of(2020, 3, 1), ChronoUnit.DAYS)])
println([LocalDate.of(2020, 5, 15).with(TemporalAdjusters.firstDayOfMonth()).toString(), LocalDate.of(2020, 5, 15).with(TemporalAdjusters.lastDayOfMonth()), LocalDate.of(2020, 5, 15).with(TemporalAdjusters.next(DayOfWeek.MONDAY)), LocalDate.of(2020, 5, 15).plus(2, ChronoUnit.WEEKS)])
---
import java.time.*
import java.time.temporal.*
println([LocalDate.of(2020, 5, 15).get(ChronoField.DAY_OF_WEEK), LocalDate.of(2020, 5, 15).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)])
println([DayOfWeek.MONDAY.plus(8).toString(), DayOfWeek.of(7), Month.of(2).plus(11), Month.JANUARY.value])
---
import java.time.*
import java.time.temporal.*
println([Month.FEBRUARY.length(true), DayOfWeek.valueOf('FRIDAY').ordinal(), Month.values().size(), DayOfWeek.SUNDAY.getDisplayName(java.time.format.TextStyle.SHORT, Locale.US)])
println([Month.MAY.name()])
---
import java.time.*
import java.time.temporal.*
println([Year.of(2020).isLeap().toString(), Year.of(2021), YearMonth.of(2020, 2), YearMonth.of(2020, 2).lengthOfMonth()])
println([YearMonth.parse('2020-05').plusMonths(8), YearMonth.of(2020, 2).atEndOfMonth(), MonthDay.of(2, 29)])
---
import java.time.*
import java.time.temporal.*
println([ZoneId.of('Europe/London').toString(), ZoneId.of('UTC').id, ZoneOffset.of('+05:30'), ZoneOffset.ofHours(-8).id])
println([ZoneOffset.UTC, ZoneOffset.ofHours(1).totalSeconds, ZoneId.systemDefault().class.simpleName.empty])
---
import java.time.*
import java.time.temporal.*
try { ZoneId.of('No/Where') } catch (e) { println e.class.simpleName + ': ' + e.message }
println([Date.from(Instant.ofEpochSecond(60)).time, new Date(5).toInstant(), Clock.systemUTC().zone, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC).millis()])
