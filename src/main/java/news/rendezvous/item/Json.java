package news.rendezvous.item;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import news.rendezvous.item.text.RecordTimes;
import org.jspecify.annotations.Nullable;

/**
 * The one JSON dialect of the service, on topics and over HTTP: UTF-8, snake case, RFC 3339 times
 * in UTC, ISO 8601 durations; absent values are left out and unknown members ignored.
 */
public final class Json {

  private static final ObjectMapper MAPPER = configure(JsonMapper.builder());
  private static final ObjectMapper COMPLETE =
      MAPPER.copy().setSerializationInclusion(JsonInclude.Include.ALWAYS);

  private Json() {}

  private static ObjectMapper configure(JsonMapper.Builder builder) {
    return builder
        .addModule(new JavaTimeModule())
        .addModule(new SimpleModule().addDeserializer(Instant.class, new RecordTime()))
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .serializationInclusion(JsonInclude.Include.NON_EMPTY)
        // A list that was left out because it was empty is read as empty, not null.
        .withConfigOverride(
            List.class, list -> list.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();
  }

  /** The mapper; callers must not configure it. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /** A value as one line of UTF-8 JSON. */
  public static byte[] encode(Object value) {
    return encode(value, MAPPER);
  }

  /** A value as {@link #encode} writes it, with its empty members. */
  public static byte[] encodeAll(Object value) {
    return encode(value, COMPLETE);
  }

  private static byte[] encode(Object value, ObjectMapper mapper) {
    try {
      return mapper.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
    }
  }

  /**
   * The value in UTF-8 JSON.
   *
   * @throws IOException for bytes that are not JSON, JSON that is not of this type, or no bytes
   */
  public static <T> T decode(byte @Nullable [] json, Class<T> type) throws IOException {
    if (json == null) {
      throw new IOException("nothing where a " + type.getSimpleName() + " was expected");
    }
    T value = MAPPER.readValue(json, type);
    if (value == null) {
      throw new IOException("null where a " + type.getSimpleName() + " was expected");
    }
    return value;
  }

  /** Deserializer of times that reads the usual form fast. */
  private static final class RecordTime extends StdScalarDeserializer<Instant> {

    private static final long serialVersionUID = 1;

    RecordTime() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (parser.currentToken() == JsonToken.VALUE_STRING) {
        try {
          return RecordTimes.parse(parser.getText());
        } catch (DateTimeException e) {
          // One of the other forms that Jackson knows, or an exception in its words.
        }
      }
      return InstantDeserializer.INSTANT.deserialize(parser, context);
    }
  }
}
