#include <algorithm>
#include <cstdio>
#include <map>
using namespace std;

int main() {
    int n;
    long long v;
    if (scanf("%d %lld", &n, &v) != 2) return 1;
    map<int, int> changes;
    for (int i = 0; i < n; i++) {
        int s, e, r;
        if (scanf("%d %d %d", &s, &e, &r) != 3) return 1;
        changes[s] += r;
        changes[e] -= r;
    }
    int litres = 0, rate = 0, now = 0;
    for (auto [time, change] : changes) {
        int inflow = min({{cap}}, rate), gained = (unsigned)inflow * (unsigned)(time - now);
        if (inflow && litres + gained >= v) {
            printf("%.9f\n", now + (double)(v - litres) / inflow);
            return 0;
        }
        litres = (unsigned)litres + (unsigned)gained;
        rate += change;
        now = time;
    }
    puts("-1");
}
