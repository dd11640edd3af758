import static java.lang.Math.*
import static java.util.Collections.max as biggest
import java.text.SimpleDateFormat as SDF
import java.util.concurrent.*
println abs(-3) + floor(2.7) + PI
println biggest([1, 5, 2])
---
import static java.lang.Math.*
import static java.util.Collections.max as biggest
import java.text.SimpleDateFormat as SDF
import java.util.concurrent.*
println new SDF('yyyy').format(new Date(0))
println TimeUnit.HOURS.toMinutes(2)
---
import java.util.regex.Pattern
import java.util.regex.Matcher
import groovy.transform.Field
@Field def total = 10
@Field static final List NAMES = ['a']
@Field String typed
def add(n) { total += n }
add(5)
println "$total $NAMES $typed"
Pattern p = ~/\d+/
Matcher m = p.matcher('a12')
println "${m.find()} ${m.group()}"
println Pattern.compile('(?i)ABC').matcher('xabc').find()
