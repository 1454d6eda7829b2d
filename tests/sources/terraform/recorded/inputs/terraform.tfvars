number         = 4
list           = ["b", 1, true]
set            = ["b", "a", "b"]
map            = { b = 1, a = "x" }
object         = { name = 5, size = "7", tags = { a = true }, more = 1 }
any            = [1, "a", { b = null }]
tuple          = [1, "2"]
text_of_number = 5
number_of_text = "5"
