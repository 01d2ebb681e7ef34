package news.rendezvous.view;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;

/** Limits of the filters of feeds, streams, pages and saved views. */
@ConfigMapping(prefix = "rendezvous.filter")
public interface FilterConfig {

  /** Most values of one repeatable parameter. */
  @WithDefault("20")
  @Positive
  int maxValues();

  /** Most characters of a query, and of a tag. */
  @WithDefault("256")
  @Positive
  int maxQuery();

  /** Most terms of a query. */
  @WithDefault("20")
  @Positive
  int maxTerms();

  /**
   * Most instructions of all regular expressions of a query together, as RE2 compiles them. A
   * search takes time by it and by the length of the fields of all items that the other terms
   * leave.
   */
  @WithDefault("100")
  @Positive
  @Max(100_000)
  int maxPattern();

  /** Most characters of all parameters together, as they stand in the address. */
  @WithDefault("8192")
  @Positive
  int maxLength();
}
