#include <algorithm>
#include <iostream>
#include <string>
using namespace std;

int main() {
    int n, t;
    string state;
    cin >> n >> t >> state;
    int lit = count(state.begin(), state.end(), '1'), most = lit, first = 0, place = 0;
    for (int turn = 1; turn <= t; turn++) {
        bool on = state[place] == '0';
        state[place] = on ? '1' : '0';
        lit += on ? 1 : -1;
        place = (place + (on ? {{on_step}} : {{off_step}})) % n;
        if (lit >= most) most = lit, first = turn;
    }
    cout << most << " " << first << " " << place + 1 << "\n";
}
