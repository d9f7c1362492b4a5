import java.nio.file.*;
import java.util.*;
public class Main {
    public static void main(String[] args) throws Exception {
        boolean first = new Scanner(System.in).next().equals("first");
        for (String place : List.of(".", "/tmp", "/dev/shm", "/var/tmp", System.getProperty("user.home"), System.getProperty("java.io.tmpdir"))) {
            Path path = Path.of(place, ".alpaco-left-java");
            if (first) try { Files.writeString(path, "x"); } catch (Exception e) { }
            else if (Files.exists(path)) System.out.println("BREACH " + path);
        }
    }
}
