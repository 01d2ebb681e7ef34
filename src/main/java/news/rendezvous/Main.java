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
    // Quarkus answers a target that is no URI with a bare 400; news.rendezvous.web answers it with
    // a
    // problem document. Read once, when the class of the HTTP server is loaded.
    System.setProperty("vertx.disableURIValidation", "true");
  }

  private Main() {}

  public static void main(String... args) {
    Launcher.run(args);
  }
}
