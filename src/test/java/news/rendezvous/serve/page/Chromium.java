package news.rendezvous.serve.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The installed Chromium, if there is one. */
final class Chromium {

  /** Initialization on demand. */
  private static final class Shared {
    private static final Optional<Chromium> CHROMIUM = find();
  }

  private final Browser browser;

  private Chromium(Path executable) {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable)
                    // Its sandbox does not work for root, the user of containers.
                    .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu")));
    // Without it the driver would kill Chromium, which leaves a directory behind.
    Runtime.getRuntime().addShutdownHook(new Thread(browser::close));
  }

  /** One process for all tests, each of which has a context of its own. It ends with this one. */
  static Optional<Chromium> shared() {
    return Shared.CHROMIUM;
  }

  private static Optional<Chromium> find() {
    return Stream.of(System.getenv("PATH").split(":"))
        .flatMap(
            directory ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Chromium::new);
  }

  Browser browser() {
    return browser;
  }
}
