#include <stdio.h>
#include <stdlib.h>

static void reject(const char *why) {
    fprintf(stderr, "%s\n", why);
    exit(43);
}

static long number(long low, long high, int after) {
    int c = getchar(), digits = 0;
    long value = 0;
    if (c == '0') {
        digits = 1;
        c = getchar();
    } else {
        while (c >= '0' && c <= '9' && digits < 9) {
            value = 10 * value + (c - '0');
            digits++;
            c = getchar();
        }
    }
    if (!digits) reject("a number was expected");
    if (c != after) reject("another character was expected after a number");
    if (value < low || value > high) reject("a number is out of its bounds");
    return value;
}

int main(void) {
    long n = number({{n_min}}, {{n_max}}, ' ');
    number({{t_min}}, {{t_max}}, '\n');
    for (long i = 0; i < n; i++) {
        int c = getchar();
        if (c != '0' && c != '1') reject("a state was expected");
    }
    if (getchar() != '\n') reject("the states do not end where they should");
    if (getchar() != EOF) reject("something follows");
    return 42;
}
