#include <stdio.h>

static long long gcd(long long x, long long y) { return y ? gcd(y, x % y) : x; }

static long long upto(long long last, long long a, long long b) {
    long long common = last / (a / gcd(a, b) * b);
    return {{red_len}} * (last / a - common) + {{blue_len}} * (last / b - common) + {{both_len}} * common;
}

int main(void) {
    long long l, r, a, b;
    if (scanf("%lld %lld %lld %lld", &l, &r, &a, &b) != 4) return 1;
    printf("%lld\n", upto(r, a, b) - upto(l - 1, a, b));
    return 0;
}
