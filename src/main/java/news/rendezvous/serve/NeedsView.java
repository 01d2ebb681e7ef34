package news.rendezvous.serve;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** For resources that answer from the view: until it was read once, they answer 503. */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
public @interface NeedsView {}
