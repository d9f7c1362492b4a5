import java.util.function.*;
public class Main {
    static <T> T id(Supplier<T> s) { return s.get(); }
    public static void main(String[] args) {
        System.out.println(id(() -> id(() -> id(() -> id(() -> id(() -> id(() -> id(() -> id(() -> id(() -> id(() -> id(() -> id(() -> id(() -> 42))))))))))))));
    }
}
