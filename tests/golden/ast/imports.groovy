package a.b.c
import a
import a.b
import a.b as c
import a.b.c.*
import static a.b.c
import static a.b.c as d
import static a.b.*
import x.y as b
import static p.q as d
import static z
@Grab('g:m:v') import d.e
@Library(['a', 'b']) import f.g
import a.b
x
