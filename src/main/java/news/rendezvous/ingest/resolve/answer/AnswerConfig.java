package news.rendezvous.ingest.resolve.answer;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;

/** Limits of {@link AnswerReader}. */
public interface AnswerConfig {

  /** Maximum size of a body, decoded; a longer one is truncated. */
  @WithDefault("512K")
  MemorySize maxBody();

  /** Maximum URLs of one reference: a story, or the few pictures of one. */
  @WithDefault("20")
  @Positive
  int maxUrls();

  /** Maximum length of a resolved URL, in characters; a longer one is dropped. */
  @WithDefault("8000")
  @Positive
  int maxUrl();
}
