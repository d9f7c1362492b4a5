#include <algorithm>
#include <iostream>
#include <map>
#include <string>
using namespace std;

int main() {
    int n;
    cin >> n;
    map<string, long long> seen;
    long long duets = 0;
    for (int i = 0; i < n; i++) {
        string song, lowest;
        cin >> song;
        lowest = song;
        for (int lift = 0; lift < 26; lift++) {
            for (char &letter : song) letter = 'a' + (letter - 'a' + {{k}}) % 26;
            lowest = min(lowest, song);
        }
        duets += seen[lowest]++;
    }
    cout << duets << "\n";
}
