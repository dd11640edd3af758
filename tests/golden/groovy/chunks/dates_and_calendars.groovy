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
