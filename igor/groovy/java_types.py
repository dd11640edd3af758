"""Which Java types there are, by name: their supertypes, default imports, primitives and boxes."""

from __future__ import annotations

_LANG = "java.lang."
_UTIL = "java.util."

#: Type name → its direct supertypes (java.lang.Object is everyone's).
PARENTS: dict[str, tuple[str, ...]] = {
    "java.lang.String": ("java.lang.CharSequence", "java.lang.Comparable", "java.io.Serializable"),
    "groovy.lang.GString": ("java.lang.CharSequence", "java.lang.Comparable", "groovy.lang.GroovyObject"),
    "org.codehaus.groovy.runtime.GStringImpl": ("groovy.lang.GString",),
    "java.lang.StringBuilder": ("java.lang.CharSequence", "java.lang.Appendable", "java.io.Serializable"),
    "java.lang.StringBuffer": ("java.lang.CharSequence", "java.lang.Appendable", "java.io.Serializable"),
    "java.lang.Character": ("java.lang.Comparable", "java.io.Serializable"),
    "java.lang.Boolean": ("java.lang.Comparable", "java.io.Serializable"),
    "java.lang.Number": ("java.io.Serializable",),
    **dict.fromkeys(
        (
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Short",
            "java.lang.Byte",
            "java.lang.Double",
            "java.lang.Float",
            "java.math.BigDecimal",
            "java.math.BigInteger",
        ),
        ("java.lang.Number", "java.lang.Comparable"),
    ),
    "java.util.Collection": ("java.lang.Iterable",),
    "java.util.List": ("java.util.Collection",),
    "java.util.Set": ("java.util.Collection",),
    "java.util.SortedSet": ("java.util.Set",),
    "java.util.Queue": ("java.util.Collection",),
    "java.util.Deque": ("java.util.Queue",),
    "java.util.AbstractList": ("java.util.List",),
    "java.util.ArrayList": ("java.util.AbstractList", "java.util.RandomAccess", "java.io.Serializable"),
    "java.util.LinkedList": ("java.util.AbstractList", "java.util.Deque"),
    "java.util.Vector": ("java.util.AbstractList", "java.util.RandomAccess"),
    "java.util.Arrays$ArrayList": ("java.util.AbstractList", "java.util.RandomAccess"),
    "java.util.concurrent.CopyOnWriteArrayList": ("java.util.List", "java.util.RandomAccess"),
    "java.util.Stack": ("java.util.Vector",),
    "java.util.ArrayDeque": ("java.util.Deque",),
    **dict.fromkeys(
        (
            "jdk.proxy1.$Proxy12",
            "groovy.util.OrderBy",
            "java.lang.String$CaseInsensitiveComparator",
            "java.util.Collections$ReverseComparator",
            "java.util.Collections$ReverseComparator2",
        ),
        ("java.util.Comparator",),
    ),
    **dict.fromkeys(
        ("java.util.Collections$EmptyList", "java.util.Collections$SingletonList", "java.util.Collections$CopiesList"),
        ("java.util.AbstractList",),
    ),
    **dict.fromkeys(
        ("java.util.Collections$EmptySet", "java.util.Collections$SingletonSet", "java.util.Collections$SetFromMap"),
        ("java.util.Set",),
    ),
    "java.util.Collections$EmptyMap": ("java.util.AbstractMap",),
    "java.util.Collections$SingletonMap": ("java.util.AbstractMap",),
    "java.util.Collections$UnmodifiableRandomAccessList": ("java.util.Collections$UnmodifiableList",),
    "java.util.Collections$UnmodifiableList": ("java.util.List",),
    "java.util.HashSet": ("java.util.Set",),
    "java.util.LinkedHashSet": ("java.util.HashSet",),
    "java.util.TreeSet": ("java.util.SortedSet",),
    "groovy.lang.Range": ("java.util.List",),
    "groovy.lang.EmptyRange": ("groovy.lang.Range", "java.util.AbstractList"),
    "groovy.lang.IntRange": ("groovy.lang.Range", "java.util.AbstractList"),
    "groovy.lang.ObjectRange": ("groovy.lang.Range", "java.util.AbstractList"),
    "groovy.lang.ListWithDefault": ("java.util.List",),
    "java.util.ArrayList$SubList": ("java.util.AbstractList", "java.util.RandomAccess"),
    "java.util.Collections$UnmodifiableSet": ("java.util.Set",),
    "java.util.Collections$UnmodifiableSortedSet": ("java.util.SortedSet",),
    "java.util.Collections$UnmodifiableCollection": ("java.util.Collection",),
    "java.util.LinkedHashMap$LinkedKeySet": ("java.util.Set",),
    "java.util.LinkedHashMap$LinkedEntrySet": ("java.util.Set",),
    "java.util.LinkedHashMap$LinkedValues": ("java.util.Collection",),
    "java.util.HashMap$KeySet": ("java.util.Set",),
    "java.util.HashMap$EntrySet": ("java.util.Set",),
    "java.util.HashMap$Values": ("java.util.Collection",),
    "java.util.TreeMap$KeySet": ("java.util.SortedSet",),
    "java.util.TreeMap$EntrySet": ("java.util.Set",),
    "java.util.TreeMap$Values": ("java.util.Collection",),
    "java.util.AbstractMap": ("java.util.Map",),
    "java.util.HashMap": ("java.util.AbstractMap", "java.io.Serializable"),
    "java.util.LinkedHashMap": ("java.util.HashMap",),
    "java.util.SortedMap": ("java.util.Map",),
    "java.util.TreeMap": ("java.util.SortedMap", "java.util.AbstractMap"),
    "java.util.concurrent.ConcurrentHashMap": ("java.util.AbstractMap",),
    "groovy.lang.MapWithDefault": ("java.util.Map",),
    "java.util.Collections$UnmodifiableMap": ("java.util.Map",),
    "java.util.Collections$UnmodifiableSortedMap": ("java.util.SortedMap",),
    "java.util.LinkedHashMap$Entry": ("java.util.HashMap$Node",),
    "java.util.HashMap$Node": ("java.util.Map$Entry",),
    "java.util.TreeMap$Entry": ("java.util.Map$Entry",),
    "java.util.Collections$UnmodifiableMap$UnmodifiableEntrySet$UnmodifiableEntry": ("java.util.Map$Entry",),
    "java.util.Collections$UnmodifiableMap$UnmodifiableEntrySet": ("java.util.Collections$UnmodifiableSet",),
    "groovy.lang.Closure": ("java.lang.Runnable", "groovy.lang.GroovyObject", "java.util.concurrent.Callable"),
    "org.codehaus.groovy.runtime.MethodClosure": ("groovy.lang.Closure",),
    "groovy.lang.Script": ("groovy.lang.GroovyObject",),
    "java.util.regex.Matcher": ("java.util.regex.MatchResult",),
    "sun.util.calendar.ZoneInfo": ("java.util.TimeZone",),
    "java.util.Date": ("java.lang.Comparable",),
    "java.util.BitSet": (),
    "java.util.Properties": ("java.util.Hashtable",),
    "java.util.Hashtable": ("java.util.Map",),
    "java.util.ListIterator": ("java.util.Iterator",),
    "java.util.ArrayList$Itr": ("java.util.Iterator",),
    "java.util.ArrayList$ListItr": ("java.util.ListIterator",),
    "java.util.PriorityQueue": ("java.util.Queue",),
    "groovy.lang.Tuple": ("java.util.AbstractList",),
    "groovy.lang.Tuple2": ("groovy.lang.Tuple",),
    "java.util.EnumMap": ("java.util.AbstractMap",),
    "java.util.IdentityHashMap": ("java.util.AbstractMap",),
    "java.util.WeakHashMap": ("java.util.AbstractMap",),
    "java.time.ZoneRegion": ("java.time.ZoneId",),
    "java.time.ZoneOffset": ("java.time.ZoneId",),
    "java.security.NoSuchAlgorithmException": ("java.security.GeneralSecurityException",),
    "java.time.zone.ZoneRulesException": ("java.time.DateTimeException",),
    "java.time.temporal.UnsupportedTemporalTypeException": ("java.time.DateTimeException",),
    "java.lang.Enum": ("java.lang.Comparable", "java.io.Serializable"),
    "java.lang.Throwable": ("java.io.Serializable",),
    "java.lang.Exception": ("java.lang.Throwable",),
    "java.lang.Error": ("java.lang.Throwable",),
}

_EXCEPTIONS = {
    "java.lang.Exception": (
        "java.lang.InstantiationException "
        "java.lang.RuntimeException java.lang.CloneNotSupportedException java.lang.InterruptedException "
        "java.lang.ReflectiveOperationException java.io.IOException java.util.concurrent.TimeoutException "
        "java.util.concurrent.ExecutionException java.net.URISyntaxException java.text.ParseException "
        "java.security.GeneralSecurityException javax.xml.parsers.ParserConfigurationException "
        "org.xml.sax.SAXException"
    ),
    "java.lang.RuntimeException": (
        "java.lang.IllegalArgumentException java.lang.IllegalStateException java.lang.NullPointerException "
        "java.lang.IndexOutOfBoundsException java.lang.ArithmeticException java.lang.ClassCastException "
        "java.lang.UnsupportedOperationException java.lang.SecurityException java.lang.NegativeArraySizeException "
        "java.lang.ArrayStoreException java.util.NoSuchElementException java.util.ConcurrentModificationException "
        "java.util.EmptyStackException java.util.MissingResourceException java.time.DateTimeException "
        "groovy.lang.GroovyRuntimeException groovy.json.JsonException java.io.UncheckedIOException"
    ),
    "groovy.json.JsonException": "groovy.json.JsonGenerationException",
    "java.lang.IllegalArgumentException": (
        "java.lang.NumberFormatException java.util.IllegalFormatException java.util.regex.PatternSyntaxException "
        "java.nio.file.InvalidPathException"
    ),
    "java.util.IllegalFormatException": (
        "java.util.UnknownFormatConversionException java.util.MissingFormatArgumentException "
        "java.util.IllegalFormatConversionException"
    ),
    "java.lang.IndexOutOfBoundsException": (
        "java.lang.ArrayIndexOutOfBoundsException java.lang.StringIndexOutOfBoundsException"
    ),
    "java.util.NoSuchElementException": "java.util.InputMismatchException",
    "java.time.DateTimeException": "java.time.format.DateTimeParseException",
    "java.io.IOException": (
        "java.io.FileNotFoundException java.net.MalformedURLException java.net.UnknownHostException "
        "java.net.SocketException java.nio.file.FileSystemException java.io.EOFException hudson.AbortException"
    ),
    "java.nio.file.FileSystemException": (
        "java.nio.file.NoSuchFileException java.nio.file.AccessDeniedException java.nio.file.FileAlreadyExistsException"
    ),
    "java.net.SocketException": "java.net.ConnectException",
    "java.lang.InterruptedException": "org.jenkinsci.plugins.workflow.steps.FlowInterruptedException",
    "java.lang.ReflectiveOperationException": (
        "java.lang.ClassNotFoundException java.lang.NoSuchMethodException java.lang.NoSuchFieldException"
    ),
    "groovy.lang.GroovyRuntimeException": (
        "groovy.lang.MissingMethodException groovy.lang.MissingPropertyException groovy.lang.ReadOnlyPropertyException "
        "groovy.lang.MissingFieldException groovy.lang.IncorrectClosureArgumentsException "
        "groovy.lang.SpreadMapEvaluatingException org.codehaus.groovy.control.CompilationFailedException"
    ),
    "org.codehaus.groovy.control.CompilationFailedException": (
        "org.codehaus.groovy.control.MultipleCompilationErrorsException"
    ),
    "groovy.lang.MissingMethodException": "org.codehaus.groovy.runtime.metaclass.MissingMethodExceptionNoStack",
    "java.lang.ClassCastException": "org.codehaus.groovy.runtime.typehandling.GroovyCastException",
    "java.lang.Error": (
        "java.lang.AssertionError java.lang.VirtualMachineError java.lang.LinkageError java.lang.ThreadDeath"
    ),
    "java.lang.AssertionError": "org.codehaus.groovy.runtime.powerassert.PowerAssertionError",
    "java.lang.VirtualMachineError": "java.lang.StackOverflowError java.lang.OutOfMemoryError java.lang.InternalError",
    "java.lang.LinkageError": (
        "java.lang.NoClassDefFoundError java.lang.NoSuchMethodError java.lang.ExceptionInInitializerError"
    ),
}

for _parent, _children in _EXCEPTIONS.items():
    for _child in _children.split():
        PARENTS[_child] = (_parent,)

#: Types that exist only as names of interfaces and the like (``instanceof``, declarations, ``as``).
_BARE = (
    "java.lang.Object java.lang.CharSequence java.lang.Comparable java.lang.Iterable java.lang.Runnable "
    "java.lang.Class java.lang.Math java.lang.System java.lang.Cloneable java.lang.Void java.lang.Appendable "
    "java.lang.Override java.lang.Deprecated java.lang.SuppressWarnings java.io.Serializable java.util.Map "
    "java.util.Map$Entry java.util.Collection java.util.Iterator java.util.Collections java.util.Arrays "
    "java.util.Objects java.util.UUID java.util.Random java.util.Comparator java.util.Base64 java.util.Calendar "
    "java.util.TimeZone java.util.Locale java.util.Optional java.util.Properties java.util.regex.Pattern "
    "java.util.concurrent.Callable java.util.concurrent.TimeUnit java.text.SimpleDateFormat "
    "java.text.DateFormat java.text.DecimalFormat groovy.lang.GroovyObject groovy.lang.Range groovy.lang.Binding "
    "groovy.util.Expando groovy.json.JsonSlurper groovy.json.JsonSlurperClassic groovy.json.JsonOutput "
    "groovy.json.JsonBuilder groovy.text.SimpleTemplateEngine groovy.text.GStringTemplateEngine "
    "java.net.URLEncoder java.net.URLDecoder java.io.File java.net.URL java.net.URI java.io.StringWriter "
    "java.io.StringReader java.io.PrintWriter java.nio.charset.StandardCharsets java.security.MessageDigest "
    "groovy.lang.Tuple groovy.lang.Tuple2 java.util.StringJoiner java.util.Scanner java.io.InputStream "
    "java.io.OutputStream java.io.Reader java.io.Writer java.io.BufferedReader "
    "java.util.concurrent.atomic.AtomicInteger java.math.RoundingMode java.math.MathContext "
    "java.util.PriorityQueue java.util.Hashtable "
    "java.util.stream.Collectors java.util.stream.Stream "
    "java.util.GregorianCalendar sun.util.calendar.ZoneInfo java.util.concurrent.atomic.AtomicBoolean "
    "java.util.concurrent.atomic.AtomicReference groovy.util.ConfigSlurper groovy.util.ConfigObject "
    "groovy.time.TimeCategory groovy.time.Duration groovy.time.TimeDuration groovy.time.DatumDependentDuration "
    "groovy.util.XmlSlurper groovy.util.XmlParser groovy.xml.MarkupBuilder groovy.xml.StreamingMarkupBuilder "
    "groovy.xml.XmlUtil groovy.util.Node groovy.util.NodeBuilder groovy.util.XmlNodePrinter groovy.util.IndentPrinter "
    "java.util.concurrent.atomic.AtomicLong java.lang.Process"
)
_TIME = (
    "LocalDate LocalTime LocalDateTime ZonedDateTime OffsetDateTime Instant Duration Period DayOfWeek Month Year "
    "YearMonth MonthDay ZoneId ZoneOffset Clock temporal.ChronoUnit temporal.ChronoField temporal.IsoFields "
    "temporal.TemporalAdjusters format.DateTimeFormatter format.TextStyle"
)
_TEXT_AND_BUILDERS = (
    "java.text.NumberFormat java.text.MessageFormat java.text.ParseException groovy.text.StreamingTemplateEngine "
    "groovy.json.StreamingJsonBuilder groovy.json.JsonParserType groovy.xml.Namespace groovy.xml.QName "
    "groovy.util.BuilderSupport groovy.util.ObservableList groovy.util.ObservableMap "
    "java.util.EnumMap java.util.EnumSet java.util.BitSet java.util.StringTokenizer java.util.IdentityHashMap "
    "java.util.WeakHashMap java.io.ByteArrayOutputStream java.io.ByteArrayInputStream java.util.AbstractMap "
    "java.util.AbstractMap$SimpleEntry groovy.util.MapEntry java.io.FilenameFilter java.io.FileFilter "
    "java.io.InputStreamReader "
    "java.io.BufferedWriter java.io.OutputStreamWriter java.io.PrintStream "
    "groovy.lang.GroovyInterceptable java.security.NoSuchAlgorithmException java.util.function.Function "
    "java.util.function.Predicate java.util.function.Consumer java.util.function.Supplier "
    "java.util.function.BiFunction java.util.function.BinaryOperator java.util.function.UnaryOperator"
)
for _name in (*_BARE.split(), *(f"java.time.{name}" for name in _TIME.split()), *_TEXT_AND_BUILDERS.split()):
    PARENTS.setdefault(_name, ())

_FUNCTIONS = """
    BiConsumer BiFunction BiPredicate BinaryOperator BooleanSupplier Consumer DoubleBinaryOperator DoubleFunction
    DoubleUnaryOperator Function IntBinaryOperator IntConsumer IntFunction IntPredicate IntSupplier IntUnaryOperator
    LongBinaryOperator LongFunction LongUnaryOperator Predicate Supplier ToDoubleBiFunction ToDoubleFunction
    ToIntBiFunction ToIntFunction ToLongBiFunction ToLongFunction UnaryOperator
"""
#: Interfaces of Java with one method: a closure stands for them as it is.
FUNCTIONAL = frozenset({"java.lang.Runnable", "java.util.Comparator", "java.util.concurrent.Callable"}) | {
    f"java.util.function.{name}" for name in _FUNCTIONS.split()
}
#: Their methods, which a closure stands for → how many arguments they take.
FUNCTIONAL_METHODS = {
    "compare": (2,),
    **dict.fromkeys(("apply", "applyAsInt", "applyAsLong", "applyAsDouble", "accept", "test"), (1, 2)),
    **dict.fromkeys(("get", "getAsInt", "getAsBoolean"), (0,)),
}

PRIMITIVES = {
    "int": "java.lang.Integer",
    "long": "java.lang.Long",
    "short": "java.lang.Short",
    "byte": "java.lang.Byte",
    "char": "java.lang.Character",
    "boolean": "java.lang.Boolean",
    "double": "java.lang.Double",
    "float": "java.lang.Float",
    "void": "java.lang.Void",
}

_IMPORTED_PACKAGES = ("java.lang", "java.util", "java.io", "java.net", "groovy.lang", "groovy.util")

#: Simple names that every script knows without an import.
DEFAULT_IMPORTS: dict[str, str] = {
    name.rpartition(".")[2]: name
    for name in PARENTS
    if name.rpartition(".")[0] in _IMPORTED_PACKAGES and "$" not in name
}
DEFAULT_IMPORTS.update({"BigDecimal": "java.math.BigDecimal", "BigInteger": "java.math.BigInteger"})

#: Names of the Java and Groovy world that a sandboxed script must not reach, with what to say.
FORBIDDEN: dict[str, str] = dict.fromkeys(
    [
        "Thread",
        "ThreadGroup",
        "ThreadLocal",
        "Runtime",
        "ProcessBuilder",
        "Process",
        "ClassLoader",
        "GroovyShell",
        "GroovyClassLoader",
        "Eval",
        "GroovyScriptEngine",
        "GroovySystem",
        "MetaClass",
        "ExpandoMetaClass",
        "MetaClassImpl",
        "Timer",
        "Executors",
        "ExecutorService",
        "ForkJoinPool",
        "CompletableFuture",
        "Socket",
        "ServerSocket",
        "DatagramSocket",
        "Unsafe",
        "Instrumentation",
        "MethodHandles",
        "Proxy",
        "Method",
        "Constructor",
        "Field",
        "AccessibleObject",
        "SecurityManager",
        "Jenkins",
        "Hudson",
        "Package",
        "Compiler",
        "FileInputStream",
        "FileOutputStream",
        "FileReader",
        "FileWriter",
        "RandomAccessFile",
        "Files",
        "Paths",
        "URLClassLoader",
        "Grape",
        "ScriptEngineManager",
        "InvokerHelper",
        "ObjectInputStream",
        "Sql",
        "AntBuilder",
    ],
    "the sandbox has no processes, threads, class loaders or reflection",
)
