package news.rendezvous.serve.api;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Binds {@link ViewGate} to resources that read the view. */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
public @interface NeedsView {}
