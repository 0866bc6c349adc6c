// Where an S3-compatible object storage is, and who asks.

export interface S3Place {
  /** `https://s3.eu-central-1.amazonaws.com`, `http://localhost:9000`; the bucket comes as the first step of the path. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  /** Put before every object name; empty, or ends with `/`. */
  readonly prefix: string;
}

export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary credentials. */
  readonly sessionToken?: string;
}
