package news.rendezvous;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Locale;
import news.rendezvous.launch.Launcher;

/**
 * The process. Its default locale is {@link Locale#ROOT}, whatever the machine's is: libraries,
 * Kafka among them, format numbers and fold case for other machines with {@link String#format} and
 * {@link String#toLowerCase}, which write Arabic digits under {@code ar-EG} and a dotless i under
 * {@code tr-TR}.
 */
@QuarkusMain
public class Main {

  static {
    Locale.setDefault(Locale.ROOT); // before any other class is loaded that may keep the default
  }

  private Main() {}

  public static void main(String... args) {
    Launcher.run(args);
  }
}
