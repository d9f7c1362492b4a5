import java.net.*;
import java.util.*;
public class Main {
    public static void main(String[] args) {
        int port = new Scanner(System.in).nextInt();
        for (String host : List.of("127.0.0.1", "169.254.170.2", "::1"))
            try (Socket s = new Socket()) {
                s.connect(new InetSocketAddress(host, host.startsWith("169") ? 80 : port), 300);
                System.out.println("BREACH " + host);
            } catch (Throwable e) { }
        System.out.println("done");
    }
}
