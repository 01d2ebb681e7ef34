package news.rendezvous.serve.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Maximum bytes of the body of a resource method that anybody may call: lower than the limit of all
 * bodies, which {@link RequestBodyBuffer} holds in memory.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface MaxBody {

  /** In bytes. */
  long value();
}
