/** What an empty editor holds: reads standard input, prints to standard output. */

const CODE: Record<string, string> = {
  python3: "import sys\n\n\ndef main():\n    data = sys.stdin.read().split()\n    print(data)\n\n\nmain()\n",
  cpp: "#include <bits/stdc++.h>\nusing namespace std;\n\nint main() {\n    ios::sync_with_stdio(false);\n    cin.tie(nullptr);\n\n    return 0;\n}\n",
  c: "#include <stdio.h>\n\nint main(void) {\n\n    return 0;\n}\n",
  java: "import java.io.*;\nimport java.util.*;\n\npublic class Main {\n    public static void main(String[] args) throws IOException {\n        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));\n    }\n}\n",
  javascript: 'const data = require("fs").readFileSync(0, "utf8").split(/\\s+/);\n\nconsole.log(data);\n',
  typescript: 'import { readFileSync } from "fs";\n\nconst data: string[] = readFileSync(0, "utf8").split(/\\s+/);\n\nconsole.log(data);\n',
  rust: "use std::io::{self, Read};\n\nfn main() {\n    let mut text = String::new();\n    io::stdin().read_to_string(&mut text).unwrap();\n}\n",
  go: 'package main\n\nimport (\n\t"bufio"\n\t"fmt"\n\t"os"\n)\n\nfunc main() {\n\tin := bufio.NewReader(os.Stdin)\n\tvar n int\n\tfmt.Fscan(in, &n)\n}\n',
  kotlin: "fun main() {\n    val n = readln().trim().toInt()\n}\n",
};

const SAME: Record<string, string> = { pypy3: "python3", cpp17: "cpp" };

export const template = (language: string): string => CODE[SAME[language] ?? language] ?? "";
