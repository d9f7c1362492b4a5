public class Main {
    public static void main(String[] args) throws Exception {
        String code = "import mmap,time\nheld=[]\nfor i in range(40):\n  m=mmap.mmap(-1,16<<20)\n  m.write(b'x'*(16<<20))\n  m.madvise(4)\n  held.append(m)\ntime.sleep(0.3)\nprint('BREACH 640 MiB of shared memory unseen')\n";
        Process p = new ProcessBuilder("/usr/bin/python3", "-c", code).inheritIO().start();
        p.waitFor();
    }
}
