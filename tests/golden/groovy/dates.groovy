def d = new Date(0)
println d.time
println d.format('yyyy-MM-dd', TimeZone.getTimeZone('UTC'))
println d.format("yyyy-MM-dd'T'HH:mm:ss.SSS", TimeZone.getTimeZone('UTC'))
println((d + 1).time)
println((d - 1).time)
println d < d + 1
def f = new java.text.SimpleDateFormat('dd/MM/yyyy HH:mm')
f.setTimeZone(TimeZone.getTimeZone('UTC'))
println f.format(new Date(86400000L * 365))
println f.parse('02/01/1970 00:00').time
println new Date(5) == new Date(5)
println((d + 3) - d)
println new Date(1500000000000).format('EEE, d MMM yyyy', TimeZone.getTimeZone('UTC'))
println System.currentTimeMillis() > 1500000000000
