"""Built-in methods by receiver: the part of the JDK and of Groovy's GDK that scripts use.

A module is imported when a script first needs it: ``MODULES_OF_CLASS`` says which ones a Java class takes, and each
``MethodTable`` says which ones fill it. A test holds both true.
"""

from __future__ import annotations

#: Module → the Java classes whose statics, constructors or objects' methods stand in it.
_CLASSES = {
    "buffers": "java.lang.StringBuilder java.lang.StringBuffer java.io.StringWriter java.io.StringReader "
    "java.io.PrintWriter org.apache.groovy.io.StringBuilderWriter",
    "calendars": "java.util.TimeZone java.util.Calendar java.util.GregorianCalendar sun.util.calendar.ZoneInfo",
    "time_units": "java.util.concurrent.TimeUnit java.util.Locale",
    "categories": "groovy.time.TimeCategory groovy.time.Duration groovy.time.TimeDuration "
    "groovy.time.DatumDependentDuration groovy.time.BaseDuration$From",
    "collections": "java.util.Iterator",
    "any_object": "org.codehaus.groovy.runtime.NullObject",
    "cursors": "java.util.Iterator java.util.ArrayList$Itr java.util.ArrayList$ListItr",
    "navigation": "java.util.PriorityQueue",
    "comparators": "jdk.proxy1.$Proxy12 java.util.Collections$ReverseComparator "
    "java.util.Collections$ReverseComparator2 java.lang.String$CaseInsensitiveComparator",
    "java_collections": "java.util.Collections",
    "digests": "java.util.UUID java.util.Base64 java.util.Base64$Codec java.net.URLEncoder java.net.URLDecoder "
    "java.nio.charset.StandardCharsets java.security.MessageDigest",
    "dates": "java.util.Date java.text.SimpleDateFormat",
    "files": "java.io.File",
    "java_text": "java.text.DecimalFormat java.text.NumberFormat java.text.MessageFormat",
    "holders": "java.util.Optional groovy.util.Expando java.util.concurrent.atomic.AtomicBoolean "
    "java.util.concurrent.atomic.AtomicReference groovy.util.ConfigSlurper groovy.util.ConfigObject",
    "java_lang": "java.lang.Integer java.lang.Long java.lang.Short java.lang.Byte java.lang.Double java.lang.Float "
    "java.lang.Boolean java.lang.Character java.lang.String java.lang.Math java.lang.System java.lang.Object "
    "java.lang.Class java.math.BigDecimal java.math.BigInteger groovy.lang.Closure",
    "java_util": "java.util.ArrayList java.util.Vector java.util.concurrent.CopyOnWriteArrayList java.util.LinkedList "
    "java.util.ArrayDeque java.util.Stack java.util.HashSet java.util.LinkedHashSet "
    "java.util.TreeSet java.util.LinkedHashMap java.util.HashMap java.util.TreeMap java.util.Hashtable "
    "java.util.concurrent.ConcurrentHashMap java.util.Arrays "
    "java.util.Objects",
    "atomics": "java.util.concurrent.atomic.AtomicInteger java.util.concurrent.atomic.AtomicLong",
    "json_streaming": "groovy.json.StreamingJsonBuilder",
    "json_lax": "groovy.json.JsonParserType",
    "json": "groovy.json.JsonSlurper groovy.json.JsonSlurperClassic groovy.json.JsonOutput groovy.json.JsonBuilder",
    "markup": "groovy.xml.MarkupBuilder groovy.util.IndentPrinter groovy.xml.StreamingMarkupBuilder "
    "groovy.xml.StreamingMarkupBuilder$Writable",
    "xml_tools": "groovy.util.XmlSlurper groovy.util.XmlParser groovy.xml.XmlUtil groovy.util.Node "
    "groovy.util.NodeBuilder groovy.util.XmlNodePrinter",
    "more_classes": "java.lang.Integer java.lang.Long java.lang.Double java.lang.Float java.lang.Character "
    "java.lang.Boolean "
    "java.lang.String java.lang.Math",
    "net": "java.net.URI java.net.URL",
    "numbers": "java.math.RoundingMode java.math.MathContext",
    "objects": "groovy.lang.MetaBeanProperty org.codehaus.groovy.runtime.metaclass.MethodMetaProperty "
    "groovy.lang.Binding",
    "properties_files": "java.util.Properties",
    "byte_streams": "java.io.ByteArrayOutputStream java.io.ByteArrayInputStream java.io.BufferedReader "
    "java.io.InputStreamReader java.io.BufferedWriter java.io.OutputStreamWriter java.io.PrintStream",
    "randoms": "java.util.Random",
    "regexes": "java.util.regex.Pattern java.util.regex.Matcher",
    "streams": "java.util.Arrays java.util.stream.ReferencePipeline java.util.stream.IntPipeline "
    "java.util.stream.LongPipeline java.util.stream.DoublePipeline",
    "collectors": "java.util.stream.Collectors",
    "statistics": "java.util.IntSummaryStatistics java.util.LongSummaryStatistics java.util.DoubleSummaryStatistics",
    "scanners": "java.util.Scanner",
    "util_classes": "groovy.lang.Tuple groovy.lang.Tuple2 java.util.AbstractMap$SimpleEntry groovy.util.MapEntry "
    "java.util.WeakHashMap java.util.IdentityHashMap groovy.util.ObservableMap groovy.util.ObservableList "
    "java.util.EnumMap java.util.EnumSet java.util.BitSet java.util.StringTokenizer java.util.StringJoiner "
    "groovy.util.OrderBy java.util.Map",
    "system_streams": "java.lang.System java.io.PrintStream",
    "class_objects": "java.lang.Package",
    "templates": "groovy.text.SimpleTemplateEngine groovy.text.GStringTemplateEngine "
    "groovy.text.StreamingTemplateEngine groovy.text.Template groovy.lang.Writable",
}

#: The classes of java.time, below its packages; they take all of its modules.
_TIME = (
    "LocalDate LocalTime LocalDateTime ZonedDateTime OffsetDateTime Instant Duration Period DayOfWeek Month Year "
    "YearMonth MonthDay ZoneId ZoneOffset ZoneRegion Clock Clock$SystemClock Clock$FixedClock temporal.ChronoUnit "
    "temporal.ChronoField temporal.IsoFields temporal.TemporalAdjusters format.DateTimeFormatter format.TextStyle"
)
_CLASSES.update(
    dict.fromkeys(
        ("java_time", "time_making", "time_amounts", "time_formats"),
        " ".join(f"java.time.{name}" for name in _TIME.split()),
    )
)

#: Java class → the modules that it takes, in the order in which they are imported.
MODULES_OF_CLASS: dict[str, list[str]] = {}
for _module, _names in _CLASSES.items():
    for _name in _names.split():
        MODULES_OF_CLASS.setdefault(_name, []).append(_module)
