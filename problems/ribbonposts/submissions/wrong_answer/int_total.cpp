#include <iostream>
#include <numeric>
using namespace std;

int main() {
    long long l, r, a, b;
    cin >> l >> r >> a >> b;
    auto multiples = [&](long long step) { return r / step - (l - 1) / step; };
    long long both = multiples(lcm(a, b));
    int total = {{red_len}} * (multiples(a) - both) + {{blue_len}} * (multiples(b) - both) + {{both_len}} * both;
    cout << total << "\n";
}
