#include <iostream>
using namespace std;

int main() {
    long long l, r, a, b, total = 0;
    cin >> l >> r >> a >> b;
    for (long long post = l; post <= r; post++) {
        bool red = post % a == 0, blue = post % b == 0;
        total += red && blue ? {{both_len}} : red ? {{red_len}} : blue ? {{blue_len}} : 0;
    }
    cout << total << "\n";
}
