import java.lang.reflect.Field;

class Main { // the virtual machine itself crashes, and would write a report
    public static void main(String[] a) throws Exception {
        Field field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
        field.setAccessible(true);
        Object unsafe = field.get(null);
        unsafe.getClass().getMethod("putAddress", long.class, long.class).invoke(unsafe, 0L, 1L);
    }
}
