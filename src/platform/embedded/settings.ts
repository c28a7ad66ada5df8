export type Settings = Readonly<Record<string, string>>;

/** What has been acknowledged survives a crash of the program, of PostgreSQL and of the machine. */
export const durableSettings: Settings = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  wal_compression: 'off',
  max_connections: '100',
  shared_buffers: '256MB',
  checkpoint_timeout: '15min',
  max_wal_size: '2GB',
  min_wal_size: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  jit: 'off',
  track_commit_timestamp: 'on',
  idle_in_transaction_session_timeout: '60s',
};

/** For tests that do not test durability. */
export const fastSettings: Settings = {
  ...durableSettings,
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_connections: '300',
  shared_buffers: '128MB',
  log_checkpoints: 'off',
};

/** What keeps an embedded database on this machine, reachable by us alone; not to be set otherwise. */
export function fixedSettings(options: { readonly port: number; readonly logs: string }): Settings {
  return {
    port: String(options.port),
    listen_addresses: '127.0.0.1',
    // The path of a socket may be too long; the loopback address never is.
    unix_socket_directories: '',
    logging_collector: 'on',
    log_directory: options.logs,
    // A week of logs that overwrites itself.
    log_filename: 'postgres-%a.log',
    log_truncate_on_rotation: 'on',
    log_rotation_age: '1d',
    log_rotation_size: '0',
  };
}

export function asArguments(settings: Settings): readonly string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
