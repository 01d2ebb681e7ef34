package news.rendezvous;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;

/**
 * Jandex index of the program's classes, without those of tests. Cheaper than an import by
 * ArchUnit, which resolves the libraries too.
 */
public final class ClassIndex {

  private static final Index PROGRAM = read(Path.of("target/classes/news"));

  private ClassIndex() {}

  /** Types with that annotation. */
  public static List<Class<?>> annotatedWith(Class<? extends Annotation> annotation) {
    return PROGRAM.getAnnotations(annotation).stream()
        .filter(found -> found.target().kind() == AnnotationTarget.Kind.CLASS)
        .<Class<?>>map(found -> type(found.target().asClass().name().toString()))
        .toList();
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name, false, ClassIndex.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static Index read(Path directory) {
    Indexer indexer = new Indexer();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        try (InputStream in = Files.newInputStream(file)) {
          indexer.index(in);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return indexer.complete();
  }
}
