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
