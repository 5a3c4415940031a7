//! temp
use std::time::Instant;
use services::{exchange::{self, Registry}, ports::*, sample};
struct C; impl Clock for C { fn now(&self)->chrono::DateTime<chrono::Utc>{ chrono::DateTime::from_timestamp(1_795_000_000,0).unwrap() } }
struct E(std::sync::atomic::AtomicU64); impl Entropy for E { fn fill(&self, b:&mut [u8])->Result<(),EntropyError>{ let mut s=self.0.fetch_add(1,std::sync::atomic::Ordering::Relaxed).wrapping_mul(0x9e37_79b9_7f4a_7c15); for x in b { s^=s<<13; s^=s>>7; s^=s<<17; *x=s.to_le_bytes()[3]; } Ok(()) } }
fn rss()->String{ std::fs::read_to_string("/proc/self/status").unwrap().lines().find(|l|l.starts_with("VmHWM")).unwrap().to_owned() }
fn main(){
  let n: u32 = std::env::args().nth(1).unwrap().parse().unwrap();
  let dir=std::path::PathBuf::from("/tmp/sample-rate");
  let t=Instant::now();
  let files=sample::generate(sample::Plan{accounts:n,seed:1,today:chrono::NaiveDate::from_ymd_opt(2026,11,22).unwrap()},&dir).unwrap();
  println!("generate {:?} {}",t.elapsed(), rss());
  let rt=tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
  rt.block_on(async{
    let e=E(1.into());
    for pg in [false,true]{
      let db=if pg {db::testing::postgres().await}else{db::testing::sqlite().await};
      for r in Registry::ALL{
        let t=Instant::now();
        let rep=exchange::import(&db,&C,&e,r,files.of(r)).await.unwrap();
        let s=t.elapsed().as_secs_f64();
        println!("{} {r}: {} rows {:.1}s {:.0}/s {}", if pg{"pg"}else{"sqlite"}, rep.rows, s, rep.rows as f64/s, rss());
      }
      // again: one more line at the end so everything is skipped / updated
      for r in [Registry::Accounts, Registry::Meters, Registry::Readings]{
        let mut text=std::fs::read(files.of(r)).unwrap(); text.push(b'\n');
        let t=Instant::now();
        let rep=exchange::import(&db,&C,&e,r,text).await.unwrap();
        let s=t.elapsed().as_secs_f64();
        println!("{} again {r}: {:?} {:.1}s {:.0}/s", if pg{"pg"}else{"sqlite"}, rep, s, rep.rows as f64/s);
      }
    }
  });
}
