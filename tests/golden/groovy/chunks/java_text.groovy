import java.text.*
println([new DecimalFormat('#,##0.00').format(1234567.891), new DecimalFormat('0.###').format(1.5), new DecimalFormat('00.0').format(3.14159), new DecimalFormat('#').format(2.5), new DecimalFormat('#').format(3.5)])
println([new DecimalFormat('$#,##0.00;($#,##0.00)').format(-1234.5), new DecimalFormat("#'x'").format(5), new DecimalFormat('0%').format(0.25), new DecimalFormat('0.00E0').format(12345)])
println([NumberFormat.getInstance().format(1234567.891234), NumberFormat.integerInstance.format(2.5), NumberFormat.percentInstance.format(0.256), NumberFormat.getCurrencyInstance(Locale.US).format(1234.5)])
println([new DecimalFormat('0.0').parse('12.50'), NumberFormat.getInstance(Locale.US).parse('1,234.5'), NumberFormat.instance.parse('12').class.simpleName])
def nf = NumberFormat.getNumberInstance(Locale.GERMANY); nf.maximumFractionDigits = 1
println nf.format(1234.567)
def df = new DecimalFormat('0'); df.setRoundingMode(java.math.RoundingMode.DOWN); df.minimumFractionDigits = 1
println df.format(1.99) + ' ' + df.toPattern()
try { NumberFormat.instance.parse('abc') } catch (e) { println e.class.simpleName + ': ' + e.message }
---
import java.text.DecimalFormat
println([0, 1, -1, 0.5, 1234.567, 1e9].collect { new DecimalFormat('#,##0.00').format(it) })
---
import java.text.DecimalFormat
println([0, 0.004, 0.005, 0.015, 2.5, -0.4].collect { new DecimalFormat('0.00').format(it) })
println([12, 1234567.891d, 0.1].collect { new DecimalFormat('#.#').format(it) })
---
import java.text.DecimalFormat
println new DecimalFormat('000.###').format(7.1) + ' ' + new DecimalFormat('#,###').format(0) + ' ' + new DecimalFormat('#.00').format(0.5) + ' ' + new DecimalFormat("'#'0").format(5)
---
import java.text.NumberFormat
println NumberFormat.getInstance(Locale.US).format(-1234567.8) + ' ' + NumberFormat.getPercentInstance(Locale.US).format(1.25) + ' ' + NumberFormat.getCurrencyInstance(Locale.US).format(-3.5)
---
import java.text.*
println MessageFormat.format("{0} has {1} items, it''s '{fine}' {2}", 'cart', 1234, null)
println MessageFormat.format('{1}-{0}-{1}', 'a', 'b') + MessageFormat.format('{0,number,#.#}', 3.14159)
---
import java.text.*
println new DecimalFormat('#,##0.0').parse('1,234.5abc') + ' ' + NumberFormat.getInstance(Locale.US).parse('42').class.simpleName
try { new DecimalFormat('0').parse('x') } catch (ParseException e) { println e.message + ' ' + e.errorOffset }
