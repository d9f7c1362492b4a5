#include <algorithm>
#include <cstdio>
#include <map>
using namespace std;

int main() {
    int n;
    long long v;
    if (scanf("%d %lld", &n, &v) != 2) return 1;
    map<long long, long long> changes;
    for (int i = 0; i < n; i++) {
        long long s, e, r;
        if (scanf("%lld %lld %lld", &s, &e, &r) != 3) return 1;
        changes[s] += r;
        changes[e] -= r;
    }
    long long litres = 0, rate = 0, now = 0;
    for (auto [time, change] : changes) {
        long long inflow = min<long long>({{cap}}, rate), gained = inflow * (time - now);
        if (litres + gained >= v) {
            printf("%.9f\n", now + (double)(v - litres) / inflow);
            return 0;
        }
        litres += gained;
        rate += change;
        now = time;
    }
    puts("-1");
}
