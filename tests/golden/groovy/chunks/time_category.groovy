import groovy.time.*
use(TimeCategory) {
    println 1.day + 2.hours
    println 5.minutes.toMilliseconds()
    def d = new Date(0)
    println d + 1.month
    println d - 3.weeks
    println((d + 5.days) - d)
    println 2.hours + 30.minutes
    println 1.year.from.now.class.simpleName
    println 10.seconds.ago.class.simpleName
    println 90.minutes.hours + ' ' + 1.week.days
    println((3.days - 1.day).days)
}
def td = new TimeDuration(1, 2, 3, 4)
println td
println TimeCategory.minus(new Date(100000000), new Date(0))
println TimeCategory.minus(new Date(3661000), new Date(0)).with { "$hours:$minutes:$seconds" }
---
import groovy.time.TimeCategory
use(TimeCategory) { println 3.days + 4.hours + 5.minutes + 6.seconds }
---
import groovy.time.TimeCategory
def d = Date.parse('yyyy-MM-dd HH:mm', '2020-01-31 10:00')
use(TimeCategory) { println d + 1.month; println d - 2.days; println d + 90.minutes; println d + 1.year }
---
import groovy.time.TimeCategory
def a = Date.parse('yyyy-MM-dd', '2020-01-01'), b = Date.parse('yyyy-MM-dd', '2020-03-05')
use(TimeCategory) { def x = b - a; println "$x.days ${x.hours} $x" }
---
import groovy.time.*
println new TimeDuration(0, 1, 30, 0).toString() + ' ' + new TimeDuration(1, 30, 0, 0).toMilliseconds()
---
import groovy.time.TimeCategory
use(TimeCategory) { println 2.weeks.days + ' ' + 1.hour.toMilliseconds() + ' ' + (1.day + 1.hour).hours }
