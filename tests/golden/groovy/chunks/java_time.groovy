import java.time.*
def d = LocalDate.of(2020, 2, 28)
println([d.year, d.month, d.monthValue, d.dayOfMonth])
println([d.dayOfWeek, d.dayOfYear])
