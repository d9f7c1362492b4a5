#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <string>

static const std::string *text;
static size_t at = 0;

[[noreturn]] static void reject(const char *reason) {
    std::fprintf(stderr, "%s near byte %zu\n", reason, at);
    std::exit(43);
}

static long long integer(long long low, long long high, char after) {
    size_t start = at;
    while (at < text->size() && (*text)[at] >= '0' && (*text)[at] <= '9') at++;
    size_t digits = at - start;
    if (digits == 0 || digits > 15) reject("no integer of a sensible length");
    if (digits > 1 && (*text)[start] == '0') reject("a leading zero");
    long long value = std::stoll(text->substr(start, digits));
    if (value < low || value > high) reject("a value out of its bounds");
    if (at >= text->size() || (*text)[at] != after) reject("wrong white space");
    at++;
    return value;
}

int main() {
    const std::string all{std::istreambuf_iterator<char>(std::cin), {}};
    text = &all;
    long long l = integer({{l_min}}, {{l_max}}, ' ');
    long long r = integer({{r_min}}, {{r_max}}, '\n');
    integer({{a_min}}, {{a_max}}, ' ');
    integer({{b_min}}, {{b_max}}, '\n');
    if (at != all.size()) reject("more than two lines");
    if (l > r) reject("l is greater than r");
    return 42;
}
