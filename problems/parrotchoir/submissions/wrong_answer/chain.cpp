#include <algorithm>
#include <iostream>
#include <set>
#include <string>
using namespace std;

int main() {
    int n, duets = 0;
    cin >> n;
    set<string> seen;  // counts each parrot once, however many partners it has
    for (int i = 0; i < n; i++) {
        string song, lowest;
        cin >> song;
        lowest = song;
        for (int lift = 0; lift < 26; lift++) {
            for (char &letter : song) letter = 'a' + (letter - 'a' + {{k}}) % 26;
            lowest = min(lowest, song);
        }
        if (!seen.insert(lowest).second) duets++;
    }
    cout << duets << "\n";
}
