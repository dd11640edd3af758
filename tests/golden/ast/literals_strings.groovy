x = 'a'; x = "b"; x = ''; x = ""; x = '''a'b''c'''; x = '''a'''; x = """a"b""c"""
x = '\n\r\t\b\f\\\'\"\$ \101\0\18 \u0041 \uuu0042'
x = "\n\"\$a"
x = '''one
two\
three'''
x = 'a\
b'
x = /a\/b\d $ $5 \w/; x = /a
b/; x = / /; x = /=a/
x = $/a$$b$/c/d \n $ $5/$
x = 'é ☃ 😀'
