const code = "import mmap,time\nheld=[]\nfor i in range(40):\n  m=mmap.mmap(-1,16<<20)\n  m.write(b'x'*(16<<20))\n  m.madvise(4)\n  held.append(m)\ntime.sleep(0.3)\nprint('BREACH 640 MiB of shared memory unseen')\n";
const { spawn } = require("child_process");
spawn("/usr/bin/python3", ["-c", code], { stdio: ["ignore", 1, 2] }).on("error", () => {}).on("exit", () => process.exit(0));
